import type { LocationQuery } from 'vue-router'

/** What a roster is narrowed down by: it stands in the address, as it goes to the service. */
const filterNames = ['search', 'step', 'passed', 'profession', 'from', 'to'] as const
export type RosterFilter = Readonly<Partial<Record<typeof filterNames[number], string>>>

/** The filter of an address; what a filter does not know is left out. */
export function readFilter(query: LocationQuery): RosterFilter {
  return Object.fromEntries(filterNames.flatMap((name) => {
    const value = query[name]
    return typeof value === 'string' && value ? [[name, value]] : []
  }))
}

/** A filter with one part changed; an empty part is no filter. */
export function changeFilter(filter: RosterFilter, name: keyof RosterFilter, value: string): RosterFilter {
  const { [name]: _, ...rest } = filter
  return value ? { ...rest, [name]: value } : rest
}
