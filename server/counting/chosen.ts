import type { Json } from '../ledger/canonical-json.ts'

/** Indices of what was chosen, of any kind of question. */
export function chosenOf(response: Json): number[] {
  const list = typeof response === 'number' ? [response] : Array.isArray(response) ? response : isRecord(response) && Array.isArray(response.changes) ? response.changes : []
  return list.filter((choice): choice is number => typeof choice === 'number')
}

/** What was written, of any kind of question; empty when nothing was. */
export function ownWordsOf(response: Json): string {
  const own = isRecord(response) ? response.own : response
  return typeof own === 'string' ? own.trim() : ''
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
