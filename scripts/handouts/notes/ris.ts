import type { BibliographyEntry } from '../../course/references/bibliography.ts'
import { referenceUrl } from '../../../lib/reference-url.ts'

/** Types of CSL and what they are in RIS; the rest is GEN. */
const types: Readonly<Record<string, string>> = {
  'article-journal': 'JOUR',
  'article-magazine': 'MGZN',
  'article-newspaper': 'NEWS',
  'article': 'UNPB',
  'book': 'BOOK',
  'chapter': 'CHAP',
  'dataset': 'DATA',
  'legislation': 'STAT',
  'manuscript': 'UNPB',
  'paper-conference': 'CPAPER',
  'patent': 'PAT',
  'report': 'RPRT',
  'thesis': 'THES',
  'webpage': 'ELEC',
}

interface CslName { 'family'?: string, 'given'?: string, 'suffix'?: string, 'literal'?: string, 'non-dropping-particle'?: string, 'dropping-particle'?: string }

/**
 * Writes references in the format that reference managers import (RIS: a tag of two characters, two spaces, a hyphen, a
 * space, the value; lines end with CR LF). What is not known is left out.
 * @returns the text of a `.ris` file; nothing for no references.
 */
export function ris(entries: Iterable<BibliographyEntry>): string {
  return [...entries].map(entry => record(entry).map(([tag, value]) => `${tag}  - ${value}\r\n`).join('')).join('\r\n')
}

function record(entry: BibliographyEntry): [tag: string, value: string][] {
  const { csl } = entry
  const [first, last] = pagesOf(textOf(csl.page))
  const lines: [string, string | undefined][] = [
    ['TY', types[textOf(csl.type) ?? ''] ?? (entry.url ? 'ELEC' : 'GEN')],
    ['ID', entry.key],
    ...namesOf(csl.author).map((name): [string, string] => ['AU', name]),
    ...namesOf(csl.editor).map((name): [string, string] => ['A2', name]),
    ['TI', textOf(csl.title)],
    ['T2', textOf(csl['container-title'])],
    ['J2', textOf(csl['container-title-short'])],
    ...dateOf(csl.issued),
    ['VL', textOf(csl.volume)],
    ['IS', textOf(csl.issue ?? csl.number)],
    ['SP', first],
    ['EP', last],
    ['PB', textOf(csl.publisher)],
    ['CY', textOf(csl['publisher-place'])],
    ['SN', textOf(csl.ISSN ?? csl.ISBN)],
    ['DO', entry.doi],
    ['AN', entry.pmid],
    ['UR', referenceUrl(entry)],
    ['N1', entry.retracted],
    ['N1', entry.unverified && `Unverified: ${entry.unverified}`],
    ['ER', ''],
  ]
  return lines.filter((line): line is [string, string] => line[1] !== undefined)
}

/** "Younger, Jarred, Jr": family name, given names, suffix. */
function namesOf(value: unknown): string[] {
  return (Array.isArray(value) ? value as CslName[] : []).flatMap((name) => {
    const family = [name['dropping-particle'], name['non-dropping-particle'], name.family].filter(Boolean).join(' ')
    const full = name.literal ?? [family, name.given, name.suffix].filter(Boolean).join(', ')
    // BibTeX's "and others" is no name.
    return full === '' || full === 'others' ? [] : [oneLine(full)]
  })
}

function dateOf(value: unknown): [string, string][] {
  const [year, month, day] = (value as { 'date-parts'?: (number | string)[][] } | undefined)?.['date-parts']?.[0] ?? []
  if (year === undefined)
    return []
  const padded = (part: number | string | undefined) => part === undefined ? '' : String(part).padStart(2, '0')
  return [['PY', String(year)], ...month === undefined ? [] : [['DA', `${year}/${padded(month)}/${padded(day)}/`] as [string, string]]]
}

function pagesOf(value: string | undefined): [first?: string, last?: string] {
  const [first, last] = value?.split(/\s*[-–—]+\s*/, 2) ?? []
  return [first || undefined, last || undefined]
}

/** Plain text on one line: markup is not for reference managers, and a line break would end the value. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() ? oneLine(text.replace(/<\/?(?:i|b|em|strong|sup|sub|span)(?:\s[^>]*)?>/g, '')) : undefined
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
