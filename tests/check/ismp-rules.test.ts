import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { doseRules } from '../../scripts/check/dose/dose-rules.ts'
import { exampleDocument } from '../../scripts/check/example-document.ts'

interface ListedNotation { id: string, level: 'error' | 'warning', test: { hit: string[], miss: string[] } }

/** The ISMP and Joint Commission lists, notation by notation. */
const listed: ListedNotation[] = JSON.parse(readFileSync(new URL('../fixtures/check/ismp-rules.json', import.meta.url), 'utf8'))

/** Where our rule has another name than the list. */
const names: Record<string, string> = { 'lt-gt': 'sign-dose', 'drug-abbr': 'drug-abbreviation' }

it.each(listed.map(notation => [notation.id, notation] as const))('%s', async (id, notation) => {
  const rule = doseRules.find(rule => rule.id === `dose-${names[id] ?? id}`)!
  expect(rule).toBeDefined()
  expect(rule.severity).toBe(notation.level)
  const counts = async (texts: readonly string[]) => Promise.all(texts.map(async text => [text, rule.find(await exampleDocument(`Note: ${text}`)).length > 0]))
  const wanted = (texts: string[], found: boolean) => texts.map(text => [text, found])
  expect(await counts(notation.test.hit)).toEqual(wanted(notation.test.hit, true))
  expect(await counts(notation.test.miss)).toEqual(wanted(notation.test.miss, false))
})
