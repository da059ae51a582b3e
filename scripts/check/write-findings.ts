import type { CheckedCourses } from './check-courses.ts'
import process from 'node:process'
import { kitVersion } from '../kit.ts'
import { createReader } from './check-courses.ts'
import { describedRules } from './described-rules.ts'
import { formatGithub } from './format-github.ts'
import { formatJson } from './format-json.ts'
import { formatPretty } from './format-pretty.ts'
import { formatSarif } from './format-sarif.ts'

export type OutputFormat = 'pretty' | 'json' | 'sarif' | 'github'

/** What a check found, for people or for programs. */
export async function writeFindings(checked: CheckedCourses, format: OutputFormat): Promise<string> {
  const cwd = process.cwd()
  switch (format) {
    case 'json':
      return formatJson(checked.findings, { suppressed: checked.suppressed.length, known: checked.known, fixed: checked.fixed })
    case 'sarif':
      return formatSarif(checked.findings, { cwd, version: kitVersion, rules: describedRules, suppressed: checked.suppressed, read: createReader() })
    case 'github':
      return formatGithub(checked.findings, cwd)
    default:
      return formatPretty(checked.findings, { cwd, suppressed: checked.suppressed.length, known: checked.known, gone: checked.gone, fixed: checked.fixed, written: checked.written, rules: describedRules })
  }
}
