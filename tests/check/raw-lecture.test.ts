import type { Finding } from '../../scripts/course/problem.ts'
import { readFile } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'
import { doseRules } from '../../scripts/check/dose/dose-rules.ts'
import { exampleDocument } from '../../scripts/check/example-document.ts'
import { runRules } from '../../scripts/check/rule.ts'

/*
 * The lecture as it was given, pasted as slides: a slide for each of its blocks, the text untouched. The list of its
 * error-prone notations was made by people who read it line by line.
 */

let findings: (Finding & { text: string })[]

beforeAll(async () => {
  const source = await readFile(new URL('../../slides/low-dose-naltrexone/source.txt', import.meta.url), 'utf8')
  const slides = source.split(/\n(?=[^\n]+\n\n- )/).map(block => `# ${block.trim()}`).join('\n\n---\n\n')
  const document = await exampleDocument({ 'slides.md': slides })
  const lines = slides.split('\n')
  findings = runRules(doseRules, document).map(finding => ({ ...finding, text: lines[finding.line - 1]! }))
})

/** Each notation: words of its line, and the rules that must see it there. */
const notations: [id: string, line: string, rules: string[]][] = [
  ['N1', '.5-4.5mg', ['dose-naked-decimal', 'dose-no-space-unit', 'dose-range-hyphen']],
  ['N2', '.001-1mg', ['dose-naked-decimal', 'dose-no-space-unit', 'dose-range-hyphen']],
  ['N3', '<.001', ['dose-naked-decimal', 'dose-sign-dose', 'dose-no-space-unit']],
  ['N4', '.1mg/kg', ['dose-naked-decimal', 'dose-no-maximum', 'dose-no-space-unit']],
  ['N5', '3mg', ['dose-no-space-unit']],
  ['N6', '2mg', ['dose-no-space-unit']],
  ['N7', '3-4mg qday', ['dose-qd', 'dose-range-hyphen', 'dose-no-space-unit']],
  ['N8', '(4.5mg)', ['dose-no-space-unit']],
  ['N9', 'oral at 4mg', ['dose-no-space-unit']],
  ['N10', '1mg in the evening', ['dose-no-space-unit']],
  ['N11', '@1/2 life', ['dose-at-sign']],
  ['N12', 'Duration @', ['dose-at-sign']],
  ['N13', 'minutes iv', ['dose-lower-iv']],
  ['N14', '1-2 hrs', ['dose-range-hyphen', 'dose-informal-time']],
  ['N15', '>80%', ['dose-sign-percent']],
  ['N16', '12 wks', ['dose-informal-time']],
  ['N17', 'Il-6', ['dose-interleukin']],
  ['N18', 'interferon-B', ['dose-latin-for-greek']],
  ['N20', '± 0.5 (2–10)', ['dose-plus-minus']],
  ['N21', 'TRL-4', ['dose-inconsistent-term']],
]

it.each(notations)('%s: %s', (_, line, rules) => {
  const there = findings.filter(({ text }) => text.includes(line)).map(({ rule }) => rule)
  expect(there).toEqual(expect.arrayContaining(rules))
})

it('leaves N19, "LDN", alone: an abbreviation is fine in education and refused on a prescription', () => {
  expect(findings.filter(({ message }) => message.includes('"LDN"'))).toEqual([])
})

it('finds nothing else that is no fault', () => {
  const known = new Set(['dose-naked-decimal', 'dose-no-space-unit', 'dose-range-hyphen', 'dose-sign-dose', 'dose-no-maximum', 'dose-qd', 'dose-at-sign', 'dose-lower-iv', 'dose-informal-time', 'dose-sign-percent', 'dose-interleukin', 'dose-latin-for-greek', 'dose-plus-minus', 'dose-inconsistent-term'])
  expect(findings.filter(({ rule }) => !known.has(rule)).map(({ rule, text }) => `${rule}: ${text}`)).toEqual([])
})
