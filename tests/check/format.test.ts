import type { Finding } from '../../scripts/course/problem.ts'
import { describe, expect, it } from 'vitest'
import { formatJson } from '../../scripts/check/format-json.ts'
import { formatPretty } from '../../scripts/check/format-pretty.ts'

const finding: Finding = { rule: 'unknown-layout', severity: 'error', file: '/course/slides.md', line: 2, column: 1, message: 'There is no layout "two-columns".', mend: 'Did you mean "two-cols"?', slide: 1 }
const warning: Finding = { ...finding, rule: 'tiny-text', severity: 'warning', line: 3, column: 151 }
const read = async () => `---\nlayout: two-columns\n${'x'.repeat(150)}here\n`

describe('formatPretty', () => {
  it('shows place, message, the line and what to do', async () => {
    expect(await formatPretty([finding], { cwd: '/course', colour: false, read })).toBe(`slides.md:2:1  ✖ error  unknown-layout
  There is no layout "two-columns".
  2 | layout: two-columns
    | ^
  → Did you mean "two-cols"?

✖ 1 error, 0 warnings.
`)
  })

  it('cuts long lines around the column', async () => {
    const text = await formatPretty([warning], { cwd: '/course', colour: false, read })
    const [, , line, caret] = text.split('\n')
    expect(line!.length).toBeLessThan(115)
    expect(line![caret!.indexOf('^')]).toBe('h')
  })

  it('says that nothing is wrong', async () => {
    expect(await formatPretty([], { colour: false })).toBe('✔ Nothing to mend.\n')
  })

  it('shows a finding in a file that cannot be read', async () => {
    expect(await formatPretty([{ ...finding, file: '/nowhere/slides.md' }], { cwd: '/', colour: false })).toContain('nowhere/slides.md:2:1')
  })

  it('colours for a terminal', async () => {
    expect(await formatPretty([finding], { colour: true, read })).toContain('\u001B[31m')
  })
})

it('formatJson counts and lists', () => {
  expect(JSON.parse(formatJson([finding, warning]))).toEqual({ errors: 1, warnings: 1, suppressed: 0, known: 0, fixed: 0, findings: [finding, warning] })
})
