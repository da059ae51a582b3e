import type { Family } from '../../../scripts/check/rule.ts'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/*
 * The corpus: one case a line, "+ " for a text that must be found and "- " for a look-alike that must not. Lines indented
 * by two spaces belong to the case above. "@objective", "@item", "@slide", "@title" and "@notes" say what the text is;
 * otherwise it is a paragraph on a slide. All of it was written for this project.
 *
 * held-out/ was written before the rules and is not looked at while they are changed; development/ is what they are
 * changed with.
 */

export const parts = ['held-out', 'held-out-later', 'held-out-last', 'development'] as const
export type CorpusPart = typeof parts[number]

export const corpusFamilies = ['dose', 'evidence', 'cme', 'items', 'language', 'privacy', 'slides'] as const satisfies readonly Family[]
export type CorpusFamily = typeof corpusFamilies[number]

export interface CorpusCase {
  mustFire: boolean
  place: 'body' | 'objective' | 'item' | 'slide' | 'title' | 'notes'
  text: string
  /** Line in its file, from 1. */
  line: number
}

/** Reads the cases of one family. */
export async function readCorpus(part: CorpusPart, family: CorpusFamily): Promise<CorpusCase[]> {
  const file = fileURLToPath(new URL(`${part}/${family}.txt`, import.meta.url))
  const cases: CorpusCase[] = []
  const lines = (await readFile(file, 'utf8')).split('\n')
  for (const [index, line] of lines.entries()) {
    const begin = /^([+-]) (?:@(objective|item|slide|title|notes) )?(.*)$/.exec(line)
    if (begin)
      cases.push({ mustFire: begin[1] === '+', place: (begin[2] ?? 'body') as CorpusCase['place'], text: begin[3]!, line: index + 1 })
    else if (line.startsWith('  ') && cases.length > 0)
      cases.at(-1)!.text += `\n${line.slice(2)}`
    else if (line.trim() !== '')
      throw new Error(`${file}:${index + 1} is no case.`)
  }
  return cases
}
