import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { kitRoot } from '../../scripts/kit.ts'
import { errata } from './errata.ts'

/** docs/errata.md: which errata of the lecture the checks find, and why they miss the others. */
export function errataPage(): string {
  const found = errata.filter(([, , , how]) => 'rules' in how)
  return `# Errata that a machine finds

The lecture behind the low-dose naltrexone course, pasted as slides with the course's ledger and references, has ${errata.length} errata that people
found line by line (source.yaml lists them). \`lectern check\` puts a finding on the slide of ${found.length} of them. Often it does not see the error
itself but what gives it away: a claim without a citation, a study named and not cited, a dose written unsafely. Whoever follows the
finding to the source meets the error. The other ${errata.length - found.length} take knowledge that no rule has, and say why a course is still read by an expert.

| erratum | block | what is wrong | found by |
| --- | --- | --- | --- |
${errata.map(([id, block, wrong, how]) => `| ${id} | ${block} | ${escape(wrong)} | ${'rules' in how ? how.rules.map(rule => `[${rule}](rules/${rule}.md)`).join(', ') : `not found. ${how.why}`} |`).join('\n')}

The test that holds this table is tests/check/errata.test.ts; the table is written by \`node tests/check/errata-page.ts\`.
`
}

function escape(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/</g, '\\<').replace(/\[/g, '\\[')
}

if (import.meta.main)
  void writeFile(join(kitRoot, 'docs/errata.md'), errataPage())
