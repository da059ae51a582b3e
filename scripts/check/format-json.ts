import type { Finding } from '../course/problem.ts'

/** How many findings are not shown, and why: silenced in the source, known to the baseline, mended. */
export interface NotShown { suppressed?: number, known?: number, fixed?: number }

/**
 * Findings as JSON: `{ errors, warnings, suppressed, known, fixed, findings: [{ rule, severity, file, line, column, message, mend,
 * slide?, end?, fix? }] }`.
 */
export function formatJson(findings: readonly Finding[], { suppressed = 0, known = 0, fixed = 0 }: NotShown = {}): string {
  return `${JSON.stringify({
    errors: findings.filter(finding => finding.severity === 'error').length,
    warnings: findings.filter(finding => finding.severity === 'warning').length,
    suppressed,
    known,
    fixed,
    findings,
  }, null, 2)}\n`
}
