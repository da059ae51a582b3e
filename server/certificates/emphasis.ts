/** The name of a credit whose italics are part of its wording (AMA PRA Credit System). */
const NAME_OF_CREDIT = /AMA PRA Category 1 Credit(?:\(s\)|s)?/g

/** Stand before and after words in italics while lines are broken; of the private use area, so that no text has them. */
const ITALIC = '\uE000'
const UPRIGHT = '\uE001'

export interface StyledPart {
  readonly words: string
  readonly italic: boolean
}

/** Marks what has to be in italics. */
export function markEmphasis(text: string): string {
  return withoutMarks(text).replace(NAME_OF_CREDIT, name => `${ITALIC}${name}${UPRIGHT}`)
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
