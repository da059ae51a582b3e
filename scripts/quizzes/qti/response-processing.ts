import type { Item, Quiz } from '../quiz-model.ts'
import type { QtiVersion } from './qti-version.ts'
import { policyOf } from '../quiz-features.ts'
import { blankResponse, choiceId } from './identifiers.ts'

export interface ProcessingParts {
  /** Options have feedback of their own. */
  feedback: boolean
  /** The item has a rationale or references to show. */
  rationale: boolean
}

/** How an answer becomes points, and which feedback it shows: the rules of grade.ts in QTI's own words. */
export function responseProcessing(version: QtiVersion, item: Item, quiz: Quiz, parts: ProcessingParts): string {
  const { q } = version
  const set = (identifier: string, expression: string) => q('setOutcomeValue', { identifier }, expression)
  const value = (baseType: string, text: string | number) => q('baseValue', { baseType }, String(text))
  const rules = [
    quiz.kind === 'evaluation' ? '' : scoring(version, item, quiz),
    parts.feedback ? set('FEEDBACK', q('variable', { identifier: 'RESPONSE' })) : '',
    parts.rationale ? set('RATIONALE', value('identifier', 'shown')) : '',
  ].join('')
  return rules ? q('responseProcessing', {}, rules) : ''
}

function scoring({ q }: QtiVersion, item: Item, quiz: Quiz): string {
  const variable = (identifier = 'RESPONSE') => q('variable', { identifier })
  const float = (number: number) => q('baseValue', { baseType: 'float' }, String(number))
  const mapped = (identifier = 'RESPONSE') => q('mapResponse', { identifier })
  const setScore = (expression: string) => q('setOutcomeValue', { identifier: 'SCORE' }, expression)
  const ifRight = (condition: string) => q('responseCondition', {}, q('responseIf', {}, condition, setScore(float(1))), q('responseElse', {}, setScore(float(0))))
  const isKey = ifRight(q('match', {}, variable(), q('correct', { identifier: 'RESPONSE' })))
  const divided = (sum: string, parts: number) => setScore(q('divide', {}, sum, float(parts)))
  const partial = policyOf(quiz, item) === 'partial'
  switch (item.type) {
    case 'single':
    case 'true-false':
      return isKey
    case 'hot-spot':
      return setScore(mapped())
    case 'multiple':
      return partial ? divided(mapped(), item.options.filter(option => option.key).length) : isKey
    case 'matching':
      return partial ? divided(mapped(), item.prompts.length) : isKey
    case 'ordering': {
      if (!partial)
        return isKey
      const places = item.key.map((choice, place) => q('responseCondition', {}, q('responseIf', {}, q('match', {}, q('index', { n: place + 1 }, variable()), q('baseValue', { baseType: 'identifier' }, choiceId(choice))), setScore(q('sum', {}, variable('SCORE'), float(1))))))
      return [setScore(float(0)), ...places, divided(variable('SCORE'), item.key.length)].join('')
    }
    case 'numeric': {
      const { value, tolerance } = item.answer
      return ifRight(q('and', {}, q('gte', {}, variable(), float(rounded(value - tolerance))), q('lte', {}, variable(), float(rounded(value + tolerance)))))
    }
    case 'fill-in': {
      const blanks = item.blanks.map((_, index) => mapped(blankResponse(index)))
      if (blanks.length === 1)
        return setScore(blanks[0]!)
      return partial
        ? divided(q('sum', {}, ...blanks), blanks.length)
        : ifRight(q('and', {}, ...blanks.map(blank => q('gte', {}, blank, float(1)))))
    }
    case 'likert':
    case 'free-text':
    case 'commitment':
      return ''
  }
}

/** 4.5 + 0.1 is 4.6, not 4.6000000000000005. */
function rounded(number: number): number {
  return Number(number.toPrecision(12))
}
