import type { FormatContext } from '../quiz-format.ts'
import type { Case, FillInItem, HotSpotItem, Item, MatchingItem, NumericItem, Option, OrderingItem, Quiz, Shape } from '../quiz-model.ts'
import type { RichText } from '../rich-text.ts'
import { itemReferences, superscripts } from '../item-references.ts'
import { questionTexts } from '../question-texts.ts'
import { policyOf } from '../quiz-features.ts'
import { toHtml } from '../rich-text.ts'
import { element, xmlText } from '../xml.ts'
import { moodleFile, moodleText } from './moodle-text.ts'

/** The shares of a point that Moodle knows for one of so many right options. */
const SHARES: readonly number[] = [100, 50, 33.33333, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10]

export interface MoodleQuestion { xml: string, notes: string[] }

/** An item as a question of Moodle's bank. */
export function moodleQuestion(item: Item, vignette: Case | undefined, quiz: Quiz, context: FormatContext): MoodleQuestion {
  const references = itemReferences(item, context)
  const common = (blank?: (index: number) => string, end = '') => [
    element('name', {}, element('text', {}, xmlText(shortened(item.stem.text)))),
    moodleText('questiontext', [vignette?.title, vignette?.detail, ...questionTexts(item), end], context, { blank }),
    moodleText('generalfeedback', [item.rationale, references.length ? `<ul>${references.map(reference => `<li>${reference}</li>`).join('')}</ul>` : undefined], context),
    element('defaultgrade', {}, '1'),
    element('penalty', {}, '0.3333333'),
    element('hidden', {}, '0'),
    element('idnumber', {}, xmlText(item.id)),
  ].join('')
  const question = (type: string, fields: string, notes: string[] = []): MoodleQuestion => ({
    xml: element('question', { type }, fields, item.objectives.length ? element('tags', {}, ...item.objectives.map(objective => element('tag', {}, element('text', {}, xmlText(objective))))) : ''),
    notes,
  })
  switch (item.type) {
    case 'single':
    case 'multiple':
      return question('multichoice', common() + choices(item.options, item.type === 'single', quiz, policyOf(quiz, item) === 'partial', context), item.options.filter(option => option.key).length > SHARES.length ? [`multiple: Moodle has no share for more than ${SHARES.length} right options`] : [])
    case 'true-false':
      return question('truefalse', common() + item.options.map((option, index) => answer(option.key ? 100 : 0, index === 0 ? 'true' : 'false', option.feedback, context)).join(''))
    case 'matching':
      return question('matching', common() + matching(item, context), item.choices.length < 3 ? ['matching: Moodle asks for at least three different choices'] : [])
    case 'ordering':
      return question('ddwtos', common(undefined, `<ol>${item.key.map((_, place) => `<li>[[${place + 1}]]</li>`).join('')}</ol>`) + steps(item, context))
    case 'numeric':
      return question('numerical', common() + numerical(item))
    case 'fill-in':
      return question('cloze', common(index => cloze(item, index), item.stem.blanks || item.detail?.blanks ? '' : `<p>${cloze(item, 0)}</p>`))
    case 'hot-spot':
      return question('ddmarker', common() + markers(item, context), [
        ...item.regions.some(region => region.feedback) ? ['hot-spot: the feedback of the regions is not written'] : [],
        ...item.regions.filter(region => region.key).length > 1 ? ['hot-spot: every right region has to be marked'] : [],
      ])
    case 'likert':
    case 'free-text':
    case 'commitment':
      // Evaluations are refused before.
      return { xml: '', notes: [] }
  }
}

function choices(options: readonly Option[], single: boolean, quiz: Quiz, partial: boolean, context: FormatContext): string {
  const keys = options.filter(option => option.key).length
  const share = single ? 100 : SHARES[keys - 1] ?? 10
  const wrong = single ? 0 : partial ? -share : -100
  return [
    element('single', {}, String(single)),
    element('shuffleanswers', {}, String(quiz.shuffle.options)),
    element('answernumbering', {}, 'none'),
    ...options.map(option => moodleText('answer', [option.text], context, { attributes: { fraction: String(option.key ? share : wrong) }, after: moodleText('feedback', [option.feedback], context) })),
  ].join('')
}

function answer(fraction: number, text: string, feedback: RichText | undefined, context: FormatContext, after = ''): string {
  return element('answer', { fraction }, element('text', {}, xmlText(text)), moodleText('feedback', [feedback], context), after)
}

function matching(item: MatchingItem, context: FormatContext): string {
  return element('shuffleanswers', {}, 'true') + item.prompts.map((prompt, row) => moodleText('subquestion', [prompt], context, { after: element('answer', {}, element('text', {}, xmlText(item.choices[item.key[row]!]!.text))) })).join('')
}

/** The boxes come in the right order: box 1 belongs to place [[1]]. Moodle shuffles them. */
function steps(item: OrderingItem, context: FormatContext): string {
  const citation = superscripts(context)
  return element('shuffleanswers', {}, '1') + item.key.map(choice => element('dragbox', {}, element('text', {}, xmlText(toHtml(item.choices[choice]!, citation))), element('group', {}, '1'))).join('')
}

function numerical({ answer: { value, tolerance, unit } }: NumericItem): string {
  return [
    element('answer', { fraction: 100 }, element('text', {}, String(value)), element('tolerance', {}, String(tolerance))),
    unit ? element('units', {}, element('unit', {}, element('multiplier', {}, '1'), element('unit_name', {}, xmlText(unit)))) : '',
    // The unit may be typed and is not graded; without one, none is asked for.
    element('unitgradingtype', {}, '0'),
    element('unitpenalty', {}, '0'),
    element('showunits', {}, unit ? '0' : '3'),
    element('unitsleft', {}, '0'),
  ].join('')
}

function cloze(item: FillInItem, index: number): string {
  const escaped = (text: string) => text
    .replace(/[\\}#~/"]/g, mark => `\\${mark}`)
    // A star stands for any letters in Moodle's short answers.
    .replace(/\*/g, '\\*')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
  return `{1:SHORTANSWER${item.exact ? '_C' : ''}:${item.blanks[index]!.accepts.map(variant => `=${escaped(variant.text)}`).join('~')}}`
}

function markers(item: HotSpotItem, context: FormatContext): string {
  const figure = context.figures.get(item.image.source)!
  const keys = item.regions.filter(region => region.key)
  return [
    element('shuffleanswers', {}, '0'),
    moodleFile(figure),
    ...keys.map((_, index) => element('drag', {}, element('no', {}, String(index + 1)), element('text', {}, keys.length > 1 ? `✕ ${index + 1}` : '✕'), element('noofdrags', {}, '1'))),
    ...keys.map((region, index) => element('drop', {}, element('no', {}, String(index + 1)), ...zone(region.shape, figure), element('choice', {}, String(index + 1)))),
  ].join('')
}

/** Pixels of the picture, in Moodle's spelling. */
function zone(shape: Shape, { width, height }: { width: number, height: number }): string[] {
  const x = (percent: number) => Math.round(percent * width / 100)
  const y = (percent: number) => Math.round(percent * height / 100)
  const written = (kind: string, coords: string) => [element('shape', {}, kind), element('coords', {}, coords)]
  switch (shape.kind) {
    case 'rect':
      return written('rectangle', `${x(shape.x)},${y(shape.y)};${x(shape.width)},${y(shape.height)}`)
    case 'circle':
      return written('circle', `${x(shape.x)},${y(shape.y)};${x(shape.radius)}`)
    case 'poly':
      return written('polygon', shape.points.map(([left, top]) => `${x(left)},${y(top)}`).join(';'))
  }
}

/** Moodle keeps 255 characters of a question's name. */
function shortened(text: string): string {
  return text.length > 250 ? `${text.slice(0, 249)}…` : text
}
