import type { Finding } from '../../scripts/course/problem.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import Ajv from 'ajv'
import { describe, expect, it } from 'vitest'
import { compareWithBaseline, readBaseline, writeBaseline } from '../../scripts/check/baseline.ts'
import { describedRules } from '../../scripts/check/described-rules.ts'
import { formatGithub } from '../../scripts/check/format-github.ts'
import { formatPretty } from '../../scripts/check/format-pretty.ts'
import { formatSarif } from '../../scripts/check/format-sarif.ts'
import { writeProject } from '../support/temporary-project.ts'

const finding: Finding = { rule: 'dose-qd', severity: 'error', file: '/course/slides/a b.md', line: 2, column: 6, end: { line: 2, column: 8 }, message: '"4 mg qd" may be read as QID, 100%: no.', mend: 'Write “daily”.', slide: 1, fix: { text: 'daily', instead: 'qd' } }
const warning: Finding = { rule: 'course-unknown-key', severity: 'warning', file: '/course/course.yaml', line: 1, column: 1, message: 'Unknown key.', mend: 'Remove it.' }
const read = () => 'first\n4 mg qd, nightly\n'

describe('sARIF', () => {
  const require = createRequire(import.meta.url)
  const schemaFile = join(dirname(require.resolve('@microsoft/jest-sarif/package.json')), 'lib/schemas/sarif-2.1.0-rtm.5.json')
  // The schema is of JSON Schema's draft 4.
  const ajv = new Ajv({ schemaId: 'auto', unknownFormats: 'ignore' })
  ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'))
  const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')))
  const log = JSON.parse(formatSarif([finding, warning], { cwd: '/course', version: '1.2.3', rules: describedRules, suppressed: [{ finding, reason: 'it is a quotation' }], read }))

  it('is what the published schema asks for', () => {
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...log, version: '2.0.0' })).toBe(false)
  })

  it('is so for every rule', () => {
    const all = describedRules.map((rule): Finding => ({ ...finding, rule: rule.id, severity: rule.severity }))
    expect(validate(JSON.parse(formatSarif(all, { cwd: '/', version: '1.2.3', rules: describedRules, read }))), JSON.stringify(validate.errors)).toBe(true)
    expect(validate(JSON.parse(formatSarif([], { cwd: '/', version: '1.2.3', rules: describedRules, read })))).toBe(true)
  })

  it('says where, how to mend and why something is silenced', () => {
    const [run] = log.runs
    expect(run.results).toHaveLength(3)
    expect(run.results[0]).toMatchObject({
      ruleId: 'dose-qd',
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'slides/a%20b.md' }, region: { startLine: 2, startColumn: 6, endLine: 2, endColumn: 8 } } }],
      fixes: [{ artifactChanges: [{ replacements: [{ insertedContent: { text: 'daily' } }] }] }],
    })
    expect(run.tool.driver.rules[run.results[0].ruleIndex].id).toBe('dose-qd')
    expect(run.results[2].suppressions).toEqual([{ kind: 'inSource', justification: 'it is a quotation' }])
    expect(JSON.stringify(log)).not.toContain('/course/')
  })
})

it('gitHub annotations escape what would end them', () => {
  expect(formatGithub([finding, warning], '/course')).toBe('::error file=slides/a b.md,line=2,endLine=2,col=6,endColumn=8,title=dose-qd::"4 mg qd" may be read as QID, 100%25: no. Write “daily”.\n::warning file=course.yaml,line=1,col=1,title=course-unknown-key::Unknown key. Remove it.\n')
})

describe('what people see', () => {
  it('underlines the words, gives the reason of a rule once and counts what is not shown', async () => {
    const text = await formatPretty([finding, finding], { cwd: '/course', colour: false, read: async () => read(), suppressed: 2, known: 3, gone: 1, fixed: 4, rules: describedRules })
    expect(text).toContain('  2 | 4 mg qd, nightly\n    |      ^^\n')
    expect(text.split('The notation may be read as').length).toBe(2)
    expect(text).toContain('✖ 2 errors, 0 warnings. 4 mends made. 2 silenced in the sources, with reasons. 3 known to the baseline. The baseline knows 1 that is no more: write it anew. "lectern check --fix" mends all of them.')
  })
})

describe('a baseline', () => {
  it('leaves out what it knows, wherever it has moved, and nothing else', async () => {
    const project = await writeProject({})
    const file = join(project, 'baseline.json')
    await writeBaseline(file, [finding, warning], '/course', read)
    const baseline = await readBaseline(file)
    const moved = { ...finding, line: 3 }
    const shifted = () => 'first\nsecond\n  4 mg qd, nightly\n'
    expect(compareWithBaseline([moved], baseline, '/course', shifted)).toEqual({ findings: [], known: [moved], gone: 1 })
    expect(compareWithBaseline([moved, moved], baseline, '/course', shifted).findings).toHaveLength(1)
    expect(compareWithBaseline([{ ...moved, rule: 'dose-qod' }], baseline, '/course', shifted)).toMatchObject({ known: [], gone: 2 })
  })

  it.each([['nothing', undefined], ['no JSON', '{'], ['something else', '{"version": 2}']])('that is %s is refused with the way to write one', async (_, text) => {
    const project = await writeProject({ 'baseline.json': text })
    await expect(readBaseline(join(project, 'baseline.json'))).rejects.toMatchObject({ mend: expect.stringContaining('--write-baseline') })
  })
})
