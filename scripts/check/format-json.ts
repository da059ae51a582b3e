import type { Finding } from '../course/problem.ts'

/** Findings as JSON: `{ errors, warnings, findings: [{ rule, severity, file, line, column, message, mend, slide? }] }`. */
export function formatJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({
    errors: findings.filter(finding => finding.severity === 'error').length,
    warnings: findings.filter(finding => finding.severity === 'warning').length,
    findings,
  }, null, 2)}\n`
}
