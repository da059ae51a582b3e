import type { QuizEntry } from '../quiz-entries.ts'
import type { FormatContext } from '../quiz-format.ts'
import type { Quiz } from '../quiz-model.ts'
import type { QtiText } from './qti-text.ts'
import type { QtiVersion } from './qti-version.ts'
import { quizEntries, stratumOf } from '../quiz-entries.ts'
import { passMarkOf } from '../quiz-features.ts'
import { createTestIds, itemFile, quizId } from './identifiers.ts'
import { rootAttributes } from './qti-version.ts'

/** The quiz as a test: sections, pools, shuffling and the pass mark. */
export function assessmentTest(version: QtiVersion, quiz: Quiz, text: QtiText, context: FormatContext, name: string): string {
  const { q } = version
  const id = createTestIds(quiz)
  const outcome = (identifier: string, baseType: string, value: string) => q('outcomeDeclaration', { identifier, cardinality: 'single', baseType }, q('defaultValue', {}, q('value', {}, value)))
  const entries = quizEntries(quiz)
  const strata = quiz.pool?.strata?.map(stratum => ({ ...stratum, entries: entries.filter(entry => stratumOf(entry) === stratum.objective) })).filter(stratum => stratum.entries.length)
  const passMark = passMarkOf(quiz, context.passMark)
  const ordering = quiz.shuffle.questions ? q('ordering', { shuffle: true }) : ''
  const select = (draw: number) => q('selection', { select: draw })
  const refs = (part: readonly QuizEntry[]) => part.map(entry => entryRef(version, entry, id)).join('')
  return q(
    'assessmentTest',
    { ...rootAttributes(version), identifier: id(quizId(name)), title: `${context.courseTitle}: ${quiz.title}` },
    quiz.kind === 'evaluation' ? '' : outcome('SCORE', 'float', '0') + outcome('MAXSCORE', 'float', '0'),
    passMark === undefined ? '' : outcome('PASSED', 'boolean', 'false'),
    q(
      'testPart',
      { identifier: id('part'), navigationMode: 'nonlinear', submissionMode: 'individual' },
      q('itemSessionControl', { maxAttempts: quiz.kind === 'practice' ? 0 : 1, showFeedback: quiz.kind !== 'evaluation', allowReview: true, showSolution: quiz.kind === 'practice' }),
      q(
        'assessmentSection',
        { identifier: id('section'), title: quiz.title, visible: true },
        quiz.pool && !strata ? select(quiz.pool.draw) : '',
        ordering,
        quiz.intro ? q('rubricBlock', { view: 'candidate' }, version.number === '3.0' ? q('contentBody', {}, text.write(quiz.intro)) : text.write(quiz.intro)) : '',
        strata
          ? strata.map(stratum => q('assessmentSection', { identifier: id(`pool-${stratum.objective}`), title: stratum.objective, visible: false, keepTogether: false }, select(stratum.draw), ordering, refs(stratum.entries))).join('')
          : refs(entries),
      ),
    ),
    quiz.kind === 'evaluation' ? '' : outcomeProcessing(version, passMark),
  )
}

/** A case stays whole and in its order; other items stand alone. */
function entryRef({ q }: QtiVersion, { vignette, items }: QuizEntry, id: (wanted: string) => string): string {
  const refs = items.map(item => q('assessmentItemRef', { identifier: item.id, href: itemFile(item) }))
  return vignette ? q('assessmentSection', { identifier: id(`case-${vignette.id}`), title: vignette.title.text, visible: true, keepTogether: true }, ...refs) : refs.join('')
}

function outcomeProcessing({ q }: QtiVersion, passMark: number | undefined): string {
  const total = (identifier: string) => q('setOutcomeValue', { identifier }, q('sum', {}, q('testVariables', { variableIdentifier: identifier })))
  const variable = (identifier: string) => q('variable', { identifier })
  const passed = passMark === undefined
    ? ''
    // Points times 100 against the maximum times the pass mark: no division, so no division by zero.
    : q('setOutcomeValue', { identifier: 'PASSED' }, q('gte', {}, q('product', {}, variable('SCORE'), q('baseValue', { baseType: 'float' }, '100')), q('product', {}, variable('MAXSCORE'), q('baseValue', { baseType: 'float' }, String(passMark)))))
  return q('outcomeProcessing', {}, total('SCORE'), total('MAXSCORE'), passed)
}
