export interface Word {
  /** As written. */
  text: string
  /** In lower case, with a plain apostrophe. */
  lower: string
  /** Offset (from 0) in the text. */
  start: number
}

/** Words and numbers of a text: 28.8%, "6-beta-naltrexol" and "patient's" are one each. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:[.,:'’\-–‑/][\p{L}\p{N}]+)*%?/gu)].map(match => ({
    text: match[0],
    lower: match[0].toLowerCase().replace(/’/g, '\''),
    start: match.index,
  }))
}
