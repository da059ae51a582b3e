import type { Finding } from '../course/problem.ts'
import type { RuleInfo } from './rule.ts'
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import process from 'node:process'
import { styleText } from 'node:util'

export interface PrettyOptions {
  /** Paths are shown relative to this folder. */
  cwd?: string
  colour?: boolean
  /** Stands in for the disk, for tests. */
  read?: (file: string) => Promise<string>
  /** Silenced in the sources. */
  suppressed?: number
  /** In the baseline. */
  known?: number
  /** In the baseline, and found no more. */
  gone?: number
  /** Mends that were made. */
  fixed?: number
  /** The baseline that was written. */
  written?: string
  /** The reason of a rule stands with its first finding. */
  rules?: readonly Pick<RuleInfo, 'id' | 'why'>[]
}

type Style = Parameters<typeof styleText>[0]

/** Findings for a person: place, message, the line itself, what to do, and a summary. */
export async function formatPretty(findings: readonly Finding[], options: PrettyOptions = {}): Promise<string> {
  const {
    cwd = process.cwd(),
    colour = process.stdout.isTTY && !process.env.NO_COLOR,
    read = file => readFile(file, 'utf8').catch(() => ''),
  } = options
  const paint = (style: Style, text: string) => colour ? styleText(style, text, { validateStream: false }) : text
  const files = new Map<string, string[]>()
  for (const { file } of findings) {
    if (!files.has(file))
      files.set(file, (await read(file)).split(/\r?\n/))
  }

  const reasons = new Map(options.rules?.map(({ id, why }) => [id, why]))
  const parts = findings.map((finding) => {
    const { file, line, column, end, severity, rule, message, mend } = finding
    const reason = reasons.get(rule)
    reasons.delete(rule)
    const place = paint('bold', `${relative(cwd, file) || file}:${line}:${column}`)
    const kind = severity === 'error' ? paint('red', '✖ error') : paint('yellow', '▲ warning')
    return [
      `${place}  ${kind}  ${paint('dim', rule)}`,
      `  ${message}`,
      ...codeFrame(files.get(file)![line - 1], line, column, end?.line === line ? end.column : undefined).map(text => paint('dim', text)),
      ...(reason === undefined ? [] : [`  ${paint('dim', reason)}`]),
      `  ${paint('cyan', '→')} ${mend}`,
      '',
    ].join('\n')
  })
  return `${parts.join('\n')}${parts.length > 0 ? '\n' : ''}${summary(findings, options, paint)}\n`
}

/** The line, cut to what fits on a terminal, and carets below what is meant. */
function codeFrame(text: string | undefined, line: number, column: number, end = column + 1): string[] {
  if (!text?.trim())
    return []
  const width = 100
  const start = column > width - 20 ? column - 20 : 0
  const number = String(line)
  const shown = text.slice(start, start + width).replace(/\t/g, ' ')
  const before = Math.max(0, column - 1 - start)
  return [
    `  ${number} | ${start > 0 ? '…' : ''}${shown}${text.length > start + width ? '…' : ''}`,
    `  ${' '.repeat(number.length)} | ${' '.repeat(before + (start > 0 ? 1 : 0))}${'^'.repeat(Math.max(1, Math.min(end - column, width - before)))}`,
  ]
}

function summary(findings: readonly Finding[], { suppressed = 0, known = 0, gone = 0, fixed = 0, written }: PrettyOptions, paint: (style: Style, text: string) => string): string {
  const errors = findings.filter(finding => finding.severity === 'error').length
  const warnings = findings.length - errors
  const result = findings.length === 0
    ? `${paint('green', '✔')} ${written ? `${count(known, 'finding')} written into ${written}.` : known > 0 ? 'Nothing new to mend.' : 'Nothing to mend.'}`
    : `${paint(errors > 0 ? 'red' : 'yellow', errors > 0 ? '✖' : '▲')} ${count(errors, 'error')}, ${count(warnings, 'warning')}.`
  const notShown = [
    fixed > 0 && `${count(fixed, 'mend')} made.`,
    suppressed > 0 && `${suppressed} silenced in the sources, with reasons.`,
    known > 0 && !written && `${known} known to the baseline.`,
    gone > 0 && `The baseline knows ${gone} that ${gone === 1 ? 'is' : 'are'} no more: write it anew.`,
  ].filter(Boolean)
  const fixable = findings.filter(finding => finding.fix).length
  return [result, ...notShown, fixable > 0 && `"lectern check --fix" mends ${fixable === findings.length && fixable > 1 ? 'all of them' : fixable}.`].filter(Boolean).join(' ')
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
