/** A part of a longer text and where it begins there. */
export interface Part {
  text: string
  /** Offset (from 0) in the whole text. */
  start: number
}

/** Words before a point that ends no sentence. */
const ABBREVIATIONS = new Set(['al', 'vs', 'dr', 'mr', 'mrs', 'ms', 'prof', 'st', 'fig', 'figs', 'no', 'nos', 'e.g', 'i.e', 'eg', 'ie', 'cf', 'approx', 'ca', 'resp', 'dept', 'inc', 'ltd', 'co', 'vol', 'pp', 'p', 'ref', 'refs', 'd', 'm.d', 'ph.d', 'u.s', 'u.k', 'jr', 'sr', 'mt', 'tab', 'suppl', 'ed', 'eds', 'n'])

/** Splits running text into sentences, in one pass; decimal points, initials and abbreviations end none. */
export function sentencesOf(text: string): Part[] {
  const parts: Part[] = []
  let start = 0
  const close = (end: number) => {
    const piece = text.slice(start, end)
    const lead = piece.length - piece.trimStart().length
    if (piece.trim())
      parts.push({ text: piece.trim(), start: start + lead })
    start = end
  }
  for (let index = 0; index < text.length; index++) {
    const char = text[index]!
    if (char === '\n' && (text[index + 1] === '\n' || text[index + 1] === undefined)) {
      close(index + 1)
      continue
    }
    if (char !== '.' && char !== '!' && char !== '?')
      continue
    let end = index + 1
    while (end < text.length && '.!?"”’)]'.includes(text[end]!))
      end++
    const isEnd = (end >= text.length || /\s/.test(text[end]!)) && !(char === '.' && end === index + 1 && !endsSentence(text, start, index, end))
    if (isEnd)
      close(end)
    index = end - 1
  }
  close(text.length)
  return parts
}

function endsSentence(text: string, from: number, point: number, end: number): boolean {
  let begin = point
  while (begin > from && /[\p{L}.]/u.test(text[begin - 1]!) && point - begin < 12)
    begin--
  const word = text.slice(begin, point).toLowerCase()
  const isInitial = /^\p{L}$/u.test(word) && text[begin] !== word
  if (isInitial || ABBREVIATIONS.has(word))
    return false
  let next = end
  while (next < text.length && next < end + 20 && /\s/.test(text[next]!))
    next++
  return next >= text.length || !/\p{Ll}/u.test(text[next]!)
}
