import type { Finding } from '../course/problem.ts'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { lineStarts } from '../course/text-position.ts'

export interface AppliedFixes {
  /** Files that were changed. */
  files: string[]
  /** Mends that were made. */
  count: number
}

/**
 * Makes the safe mends of findings in their files: written beside, then renamed. Of two that touch the same characters only the
 * first is made; the other one comes with the next run.
 */
export async function applyFixes(findings: readonly Finding[]): Promise<AppliedFixes> {
  const byFile = Map.groupBy(findings.filter(finding => finding.fix && finding.end), finding => finding.file)
  const applied: AppliedFixes = { files: [], count: 0 }
  for (const [file, found] of byFile) {
    const source = await readFile(file, 'utf8')
    const { text, count } = fixText(source, found)
    if (text === source)
      continue
    const beside = `${file}.lectern-new`
    try {
      await writeFile(beside, text)
      await rename(beside, file)
    }
    catch (error) {
      await rm(beside, { force: true })
      throw error
    }
    applied.files.push(file)
    applied.count += count
  }
  return applied
}

/** A text with the mends of its findings. */
export function fixText(source: string, findings: readonly Pick<Finding, 'line' | 'column' | 'end' | 'fix'>[]): { text: string, count: number } {
  const starts = lineStarts(source)
  const offsetOf = ({ line, column }: { line: number, column: number }) => (starts[line - 1] ?? source.length) + column - 1
  const edits = findings
    .flatMap(({ line, column, end, fix }) => fix && end ? [{ start: offsetOf({ line, column }), end: offsetOf(end), ...fix }] : [])
    .sort((one, other) => one.start - other.start || one.end - other.end)
  const parts: string[] = []
  let at = 0
  let count = 0
  for (const edit of edits) {
    // Where the words of a text are not the characters of its source (an entity, a fold of YAML), a person has to mend it.
    if (edit.start < at || source.slice(edit.start, edit.end) !== edit.instead)
      continue
    parts.push(source.slice(at, edit.start), edit.text)
    at = edit.end
    count++
  }
  return { text: parts.join('') + source.slice(at), count }
}
