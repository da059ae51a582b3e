import type { Problem } from '../problem.ts'
import { readFile } from 'node:fs/promises'
import { Cite } from '@citation-js/core'
import { rememberLast } from '../remember-last.ts'
import { positionAt } from '../text-position.ts'
import '@citation-js/plugin-bibtex'

/** A bibliographic record in CSL-JSON, with what the editors know of its standing. */
export interface BibliographyEntry {
  key: string
  csl: Record<string, unknown>
  doi?: string
  pmid?: string
  url?: string
  retracted?: string
  unverified?: string
  line: number
}

const ENTRY = /^[ \t]*@(\w+)\s*\{\s*([^,\s]+)\s*,/gm
const NOT_ENTRIES = new Set(['comment', 'string', 'preamble'])

const lastRead = rememberLast<ReturnType<typeof parseBibliography>>()

/** Reads a BibTeX file; a missing one is empty, which only matters when something is cited. */
export async function readBibliography(file: string): Promise<{ entries: Map<string, BibliographyEntry>, problems: Problem[] }> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return lastRead(file, text, () => parseBibliography(text, file))
}

/** As readBibliography, for a text already read. Each entry is parsed alone, so that a broken one is named by its line. */
export function parseBibliography(text: string, file: string): { entries: Map<string, BibliographyEntry>, problems: Problem[] } {
  const entries = new Map<string, BibliographyEntry>()
  const problems: Problem[] = []
  const starts = [...text.matchAll(ENTRY)].filter(match => !NOT_ENTRIES.has(match[1]!.toLowerCase()))
  const whole = parseTogether(text)

  starts.forEach((match, index) => {
    const key = match[2]!
    const { line, column } = positionAt(text, match.index)
    if (entries.has(key)) {
      problems.push({ rule: 'references-duplicate-key', severity: 'error', file, line, column, message: `Two references have the key "${key}".`, mend: 'Give one of them another key, or remove the copy.' })
      return
    }
    try {
      const csl = whole?.get(key) ?? parseOne(text.slice(match.index, starts[index + 1]?.index))
      entries.set(key, describeEntry(key, csl, line))
    }
    catch (error) {
      problems.push({ rule: 'references-invalid-entry', severity: 'error', file, line, column, message: `The reference "${key}" is not valid BibTeX: ${firstLine(error)}`, mend: 'Check its braces, quotes and commas.' })
    }
  })
  return { entries, problems }
}

function parseTogether(text: string): Map<string, Record<string, unknown>> | undefined {
  try {
    return new Map(new Cite(text).data.map(entry => [String(entry.id), entry]))
  }
  catch {
    return undefined
  }
}

function parseOne(text: string): Record<string, unknown> {
  const [entry] = new Cite(text).data
  if (!entry)
    throw new Error('nothing could be read')
  return entry
}

function describeEntry(key: string, parsed: Record<string, unknown>, line: number): BibliographyEntry {
  const { _graph, annote, note, ...csl } = parsed
  const standing = typeof note === 'string' ? note : ''
  return {
    key,
    csl,
    line,
    doi: optional(csl.DOI),
    pmid: optional(csl.PMID),
    url: optional(csl.URL),
    retracted: /retract/i.test(standing) ? standing : undefined,
    unverified: optional(annote)?.match(/^Unverified:\s*(.+)/is)?.[1],
  }
}

function optional(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() ? value.trim() : undefined
}

function firstLine(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error)
}
