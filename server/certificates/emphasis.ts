import { withAmaTerm } from '../../lib/credit-amount.ts'

/** Stand before and after words in italics while lines are broken; of the private use area, so that no text has them. */
const ITALIC = '\uE000'
const UPRIGHT = '\uE001'

export interface StyledPart {
  readonly words: string
  readonly italic: boolean
}

/** Marks what has to be in italics: the name of AMA credit, which has its trademark sign as well. */
export function markEmphasis(text: string): string {
  return withAmaTerm(withoutMarks(text)).replace(/\*(AMA PRA[^*]+)\*™/g, (_, name: string) => `${ITALIC}${name}${UPRIGHT}™`)
}

export function withoutMarks(text: string): string {
  return text.replace(/[\uE000\uE001]/g, '')
}

/** The lines of a paragraph in parts; what is begun on one line goes on on the next. */
export function styledLines(lines: readonly string[]): StyledPart[][] {
  let italic = false
  return lines.map(line => line.split(/([\uE000\uE001])/).flatMap((words) => {
    if (words === ITALIC || words === UPRIGHT)
      italic = words === ITALIC
    return words === '' || words === ITALIC || words === UPRIGHT ? [] : [{ words, italic }]
  }))
}
