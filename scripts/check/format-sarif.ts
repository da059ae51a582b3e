import type { Finding } from '../course/problem.ts'
import type { RuleInfo } from './rule.ts'
import type { SuppressedFinding } from './suppressions.ts'
import { relative, sep } from 'node:path'
import { fingerprint } from './baseline.ts'

export interface SarifOptions {
  /** Addresses are relative to this folder. */
  cwd: string
  version: string
  rules: readonly RuleInfo[]
  suppressed?: readonly SuppressedFinding[]
  read: (file: string) => string
}

/** Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read; those that are silenced are in it, with the reason. */
export function formatSarif(findings: readonly Finding[], { cwd, version, rules, suppressed = [], read }: SarifOptions): string {
  const all = [...findings.map(finding => ({ finding, reason: undefined })), ...suppressed]
  const ids = [...new Set(all.map(({ finding }) => finding.rule))].sort()
  const known = new Map(rules.map(rule => [rule.id, rule]))
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'Lectern',
          semanticVersion: version,
          rules: ids.map(id => descriptorOf(id, known.get(id), all.find(({ finding }) => finding.rule === id)!.finding)),
        },
      },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { SRCROOT: { description: { text: 'The author’s project' } } },
      results: all.map(({ finding, reason }) => ({
        ruleId: finding.rule,
        ruleIndex: ids.indexOf(finding.rule),
        level: finding.severity,
        message: { text: `${finding.message} ${finding.mend}` },
        locations: [{
          physicalLocation: {
            artifactLocation: artifactOf(finding, cwd),
            region: regionOf(finding),
          },
        }],
        partialFingerprints: { 'lectern/v1': fingerprint(finding, read(finding.file).split(/\r?\n/)[finding.line - 1]?.trim() ?? '') },
        ...(finding.fix && finding.end
          ? { fixes: [{ description: { text: finding.mend }, artifactChanges: [{ artifactLocation: artifactOf(finding, cwd), replacements: [{ deletedRegion: regionOf(finding), insertedContent: { text: finding.fix.text } }] }] }] }
          : {}),
        ...(reason === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: reason }] }),
      })),
    }],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function descriptorOf(id: string, rule: RuleInfo | undefined, example: Finding) {
  return {
    id,
    shortDescription: { text: rule?.why ?? example.message },
    ...(rule ? { help: { text: `${rule.why} ${rule.mend} Source: ${rule.source}.` } } : {}),
    defaultConfiguration: { level: rule?.severity ?? example.severity },
    ...(rule ? { properties: { tags: [rule.family] } } : {}),
  }
}

function artifactOf({ file }: Finding, cwd: string) {
  return { uri: relative(cwd, file).split(sep).map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' }
}

function regionOf({ line, column, end }: Finding) {
  return { startLine: line, startColumn: column, ...(end ? { endLine: end.line, endColumn: end.column } : {}) }
}
