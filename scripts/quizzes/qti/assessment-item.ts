import type { FormatContext } from '../quiz-format.ts'
import type { Item, Option, Quiz } from '../quiz-model.ts'
import type { QtiText } from './qti-text.ts'
import type { QtiVersion } from './qti-version.ts'
import { itemReferences } from '../item-references.ts'
import { element } from '../xml.ts'
import { optionId } from './identifiers.ts'
import { interaction } from './interaction.ts'
import { qtiHtml } from './qti-html.ts'
import { rootAttributes } from './qti-version.ts'
import { responseDeclarations } from './response-declarations.ts'
import { responseProcessing } from './response-processing.ts'

/** One item as a document of its own: it can be moved to any item bank. */
export function assessmentItem(version: QtiVersion, item: Item, quiz: Quiz, text: QtiText, context: FormatContext): string {
  const { q } = version
  const scored = quiz.kind !== 'evaluation'
  const feedback = optionsOf(item).some(option => option.feedback)
  const rationale = rationaleOf(item, text, context)
  const outcome = (identifier: string, baseType: string, cardinality = 'single', value?: string) =>
    q('outcomeDeclaration', { identifier, cardinality, baseType }, value === undefined ? '' : q('defaultValue', {}, q('value', {}, value)))
  const vignette = quiz.cases.find(({ id }) => id === item.caseId)
  return q(
    'assessmentItem',
    { ...rootAttributes(version), 'identifier': item.id, 'title': item.stem.text, 'xml:lang': context.language, 'adaptive': false, 'timeDependent': false },
    responseDeclarations(version, item, quiz),
    scored ? outcome('SCORE', 'float', 'single', '0') + outcome('MAXSCORE', 'float', 'single', '1') : '',
    feedback ? outcome('FEEDBACK', 'identifier', item.type === 'multiple' ? 'multiple' : 'single') : '',
    rationale ? outcome('RATIONALE', 'identifier') : '',
    q(
      'itemBody',
      {},
      vignette ? element('div', { class: 'case' }, element('p', {}, element('strong', {}, text.write(vignette.title))), vignette.detail ? text.write(vignette.detail) : '') : '',
      interaction(version, item, quiz, text),
    ),
    responseProcessing(version, item, quiz, { feedback, rationale: rationale !== '' }),
    ...optionsOf(item).map((option, index) => option.feedback ? modalFeedback(version, 'FEEDBACK', optionId(index), text.write(option.feedback)) : ''),
    rationale ? modalFeedback(version, 'RATIONALE', 'shown', rationale) : '',
  )
}

function modalFeedback({ q, number }: QtiVersion, outcomeIdentifier: string, identifier: string, content: string): string {
  return q('modalFeedback', { outcomeIdentifier, identifier, showHide: 'show' }, number === '3.0' ? q('contentBody', {}, content) : content)
}

/** The rationale and the references that the item rests on. */
function rationaleOf(item: Item, text: QtiText, context: FormatContext): string {
  const references = itemReferences(item, context).map(reference => element('li', {}, qtiHtml(reference)))
  return (item.rationale ? text.write(item.rationale) : '') + (references.length ? element('ul', {}, ...references) : '')
}

function optionsOf(item: Item): readonly Option[] {
  if (item.type === 'hot-spot')
    return item.regions
  return 'options' in item ? item.options : []
}
