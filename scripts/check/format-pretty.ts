import type { Finding } from '../course/problem.ts'
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

  const parts = findings.map((finding) => {
    const { file, line, column, severity, rule, message, mend } = finding
    const place = paint('bold', `${relative(cwd, file) || file}:${line}:${column}`)
    const kind = severity === 'error' ? paint('red', '✖ error') : paint('yellow', '▲ warning')
    return [
      `${place}  ${kind}  ${paint('dim', rule)}`,
      `  ${message}`,
      ...codeFrame(files.get(file)![line - 1], line, column).map(text => paint('dim', text)),
      `  ${paint('cyan', '→')} ${mend}`,
      '',
    ].join('\n')
  })
  return `${parts.join('\n')}${parts.length > 0 ? '\n' : ''}${summary(findings, paint)}\n`
}

/** The line, cut to what fits on a terminal, and a caret below the column. */
function codeFrame(text: string | undefined, line: number, column: number): string[] {
  if (!text?.trim())
    return []
  const width = 100
  const start = column > width - 20 ? column - 20 : 0
  const number = String(line)
  const shown = text.slice(start, start + width).replace(/\t/g, ' ')
  return [
    `  ${number} | ${start > 0 ? '…' : ''}${shown}${text.length > start + width ? '…' : ''}`,
    `  ${' '.repeat(number.length)} | ${' '.repeat(Math.max(0, column - 1 - start) + (start > 0 ? 1 : 0))}^`,
  ]
}

function summary(findings: readonly Finding[], paint: (style: Style, text: string) => string): string {
  const errors = findings.filter(finding => finding.severity === 'error').length
  const warnings = findings.length - errors
  if (findings.length === 0)
    return `${paint('green', '✔')} Nothing to mend.`
  return `${paint(errors > 0 ? 'red' : 'yellow', errors > 0 ? '✖' : '▲')} ${count(errors, 'error')}, ${count(warnings, 'warning')}.`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
