/**
 * How pages and the service talk. Raised by one when a page asks for, or needs to be told, what the service of the release before
 * does not know; not for what a page can do without. Pages that say nothing speak 1.
 */
export const PROTOCOL = 2

/** The oldest pages that are answered: raised only when what they send cannot be understood any more. */
export const OLDEST_PROTOCOL = 1

/** Header of requests and answers. */
export const PROTOCOL_HEADER = 'lectern-protocol'

/** What a header says; 1 when it says nothing that is a number. */
export function readProtocol(header: string | null | undefined): number {
  return /^\d{1,6}$/.test(header ?? '') ? Number(header) : 1
}
