import type { Finding } from '../course/problem.ts'
import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { z } from 'zod'
import { LecternError } from '../errors.ts'

const baselineSchema = z.strictObject({
  version: z.literal(1),
  findings: z.array(z.strictObject({ rule: z.string(), file: z.string(), print: z.string() })),
})

/** Findings that a project has decided to live with for now. */
export type Baseline = z.infer<typeof baselineSchema>['findings']

/** @throws LecternError when the file does not exist or is no baseline. */
export async function readBaseline(file: string): Promise<Baseline> {
  const mend = `Write it with "lectern check --write-baseline ${file}".`
  const text = await readFile(file, 'utf8').catch(() => {
    throw new LecternError(`The baseline ${file} cannot be read.`, { code: 'baseline-missing', mend, file })
  })
  try {
    return baselineSchema.parse(JSON.parse(text)).findings
  }
  catch {
    throw new LecternError(`${file} is no baseline.`, { code: 'baseline-invalid', mend, file })
  }
}

export async function writeBaseline(file: string, findings: readonly Finding[], cwd: string, read: (file: string) => string): Promise<void> {
  const entries = findings.map(finding => entryOf(finding, cwd, read)).sort((a, b) => a.file.localeCompare(b.file, 'en') || a.rule.localeCompare(b.rule, 'en') || a.print.localeCompare(b.print, 'en'))
  await writeFile(`${file}.new`, `${JSON.stringify({ version: 1, findings: entries }, null, 2)}\n`)
  await rename(`${file}.new`, file)
}

export interface Compared {
  /** Findings that the baseline does not have. */
  findings: Finding[]
  known: Finding[]
  /** Entries of the baseline that nothing matches any more. */
  gone: number
}

/** Takes out the findings of a baseline. Each entry answers for one finding, so that a second of the same kind is new. */
export function compareWithBaseline(findings: readonly Finding[], baseline: Baseline, cwd: string, read: (file: string) => string): Compared {
  const left = new Map<string, number>()
  for (const entry of baseline)
    left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) + 1)
  const known: Finding[] = []
  const fresh = findings.filter((finding) => {
    const key = keyOf(entryOf(finding, cwd, read))
    const count = left.get(key) ?? 0
    if (count === 0)
      return true
    left.set(key, count - 1)
    known.push(finding)
    return false
  })
  return { findings: fresh, known, gone: [...left.values()].reduce((sum, count) => sum + count, 0) }
}

function keyOf({ rule, file, print }: Baseline[number]): string {
  return `${rule}\n${file}\n${print}`
}

/** The words of the line and the message, not the line's number: text above may grow. */
function entryOf(finding: Finding, cwd: string, read: (file: string) => string): Baseline[number] {
  const line = read(finding.file).split(/\r?\n/)[finding.line - 1]?.trim() ?? ''
  return { rule: finding.rule, file: relative(cwd, finding.file).split(sep).join('/'), print: fingerprint(finding, line) }
}

/** Stays the same when the finding's line moves. */
export function fingerprint({ rule, message }: Finding, line: string): string {
  return createHash('sha256').update(`${rule}\n${message}\n${line}`).digest('hex').slice(0, 16)
}
