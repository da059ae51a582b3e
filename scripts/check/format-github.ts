import type { Finding } from '../course/problem.ts'
import { relative, sep } from 'node:path'

/** Findings as annotations of a pull request: workflow commands that GitHub Actions reads from the output. */
export function formatGithub(findings: readonly Finding[], cwd: string): string {
  return findings.map(({ rule, severity, file, line, column, end, message, mend }) => {
    const properties = Object.entries({
      file: relative(cwd, file).split(sep).join('/'),
      line,
      endLine: end?.line,
      col: column,
      endColumn: end?.column,
      title: rule,
    }).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${property(String(value))}`)
    return `::${severity} ${properties.join(',')}::${data(`${message} ${mend}`)}\n`
  }).join('')
}

/** Characters that end a command or a property are written as percent codes. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
