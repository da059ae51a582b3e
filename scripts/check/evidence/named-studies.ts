import type { BibliographyEntry } from '../../course/references/bibliography.ts'

/** A study that a text names by its author and year. */
export interface NamedStudy {
  key: string
  start: number
  end: number
}

/** "Younger J, Noor N et al 2013", "Ludwig et al, Multiple Sclerosis Journal 2016", "Cree 2010". */
const NAMED = /(?<![\p{L}-])(\p{Lu}[\p{L}'’-]{2,25})(?:,? \p{Lu}{1,3}\b\.?)?(?:(?:,| and| &)? (?:\p{Lu}[\p{L}'’-]{2,25},? )?(?:\p{Lu}{1,3}\.?,? ?)?){0,2}(?:,? ?et\.? ?al\.?|(?= \(?(?:19|20)\d{2}))[^.!?\d]{0,60}?\(?((?:19|20)\d{2})\b/gu

/** Finds references by the first author's family name and the year, where both fit exactly one. */
export function namedStudies(text: string, entries: ReadonlyMap<string, BibliographyEntry>): NamedStudy[] {
  if (!/(?:19|20)\d{2}/.test(text))
    return []
  return [...text.matchAll(NAMED)].flatMap((match) => {
    const key = lookUp(match[1]!, match[2]!, entries)
    return key === undefined ? [] : [{ key, start: match.index, end: match.index + match[0].length }]
  })
}

function lookUp(family: string, year: string, entries: ReadonlyMap<string, BibliographyEntry>): string | undefined {
  const wanted = plain(family)
  const fitting = [...entries.values()].filter(({ csl }) => {
    const [first] = (csl.author as { family?: string }[] | undefined) ?? []
    const issued = (csl.issued as { 'date-parts'?: unknown[][] } | undefined)?.['date-parts']?.[0]?.[0]
    return first?.family !== undefined && plain(first.family) === wanted && String(issued) === year
  })
  return fitting.length === 1 ? fitting[0]!.key : undefined
}

function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, '').toLowerCase()
}
