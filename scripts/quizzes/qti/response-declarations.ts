import type { Item, Quiz } from '../quiz-model.ts'
import type { QtiVersion } from './qti-version.ts'
import { policyOf } from '../quiz-features.ts'
import { xmlText } from '../xml.ts'
import { blankResponse, choiceId, optionId, promptId } from './identifiers.ts'

/** What an item takes as an answer, and its key. */
export function responseDeclarations(version: QtiVersion, item: Item, quiz: Quiz): string {
  const { q } = version
  const scored = quiz.kind !== 'evaluation'
  const declare = (attributes: { identifier?: string, cardinality: string, baseType: string }, key: readonly string[] = [], ...more: string[]) =>
    q('responseDeclaration', { identifier: 'RESPONSE', ...attributes }, key.length ? q('correctResponse', {}, ...key.map(value => q('value', {}, xmlText(value)))) : '', ...more)
  switch (item.type) {
    case 'single':
    case 'true-false':
      return declare({ cardinality: 'single', baseType: 'identifier' }, scored ? keysOf(item.options) : [])
    case 'hot-spot': {
      const keys = keysOf(item.regions)
      // A single answer has one right value; where several regions are right, a mapping says so.
      return declare({ cardinality: 'single', baseType: 'identifier' }, keys.slice(0, 1), q('mapping', { defaultValue: 0 }, ...keys.map(key => q('mapEntry', { mapKey: key, mappedValue: 1 }))))
    }
    case 'multiple': {
      const keys = keysOf(item.options)
      const entries = item.options.map((option, index) => q('mapEntry', { mapKey: optionId(index), mappedValue: option.key ? 1 : -1 }))
      return declare({ cardinality: 'multiple', baseType: 'identifier' }, scored ? keys : [], scored && policyOf(quiz, item) === 'partial' ? q('mapping', { lowerBound: 0, upperBound: keys.length, defaultValue: 0 }, ...entries) : '')
    }
    case 'matching': {
      const pairs = item.key.map((choice, prompt) => `${promptId(prompt)} ${choiceId(choice)}`)
      return declare({ cardinality: 'multiple', baseType: 'directedPair' }, pairs, policyOf(quiz, item) === 'partial' ? q('mapping', { lowerBound: 0, upperBound: pairs.length, defaultValue: 0 }, ...pairs.map(pair => q('mapEntry', { mapKey: pair, mappedValue: 1 }))) : '')
    }
    case 'ordering':
      return declare({ cardinality: 'ordered', baseType: 'identifier' }, item.key.map(choiceId))
    case 'numeric':
      return declare({ cardinality: 'single', baseType: 'float' }, [String(item.answer.value)])
    case 'fill-in':
      return item.blanks.map((blank, index) => declare(
        { identifier: blankResponse(index), cardinality: 'single', baseType: 'string' },
        [blank.accepts[0]!.text],
        q('mapping', { defaultValue: 0 }, ...uniqueTexts(blank.accepts.map(variant => variant.text), item.exact).map(text => q('mapEntry', { mapKey: text, mappedValue: 1, caseSensitive: item.exact }))),
      )).join('')
    case 'likert':
      return declare({ cardinality: 'single', baseType: 'identifier' })
    case 'free-text':
      return declare({ cardinality: 'single', baseType: 'string' })
    case 'commitment':
      return (item.changes.length ? declare({ cardinality: 'multiple', baseType: 'identifier' }) : '') + declare({ identifier: 'RESPONSE_OWN', cardinality: 'single', baseType: 'string' })
  }
}

function keysOf(options: readonly { key: boolean }[]): string[] {
  return options.flatMap((option, index) => option.key ? [optionId(index)] : [])
}

/** A mapping holds each key once; where capitals do not matter, spellings that differ only in them are one. */
function uniqueTexts(texts: readonly string[], exact: boolean): string[] {
  return [...new Map(texts.map(text => [exact ? text : text.toLowerCase(), text])).values()]
}
