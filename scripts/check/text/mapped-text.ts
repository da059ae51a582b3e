import { lastAtOrBefore } from '../../course/text-position.ts'

/** Text taken out of a source, that knows where each of its characters stood. */
export interface MappedText {
  readonly text: string
  /** Offset in the source of an offset in the text. */
  sourceOf: (offset: number) => number
}

/** Collects pieces of a source, in order, into one text. */
export interface TextBuilder {
  readonly length: number
  /** Adds `text`, which begins at `from` in the source and is there character by character the same. */
  add: (text: string, from: number) => void
  /** Adds one space unless the text is empty or ends with one. */
  space: (from: number) => void
  build: () => MappedText
}

export function createTextBuilder(): TextBuilder {
  const parts: string[] = []
  const starts: number[] = []
  const sources: number[] = []
  let length = 0
  let last = ''
  const add = (text: string, from: number) => {
    if (text === '')
      return
    starts.push(length)
    sources.push(from)
    parts.push(text)
    length += text.length
    last = text.at(-1)!
  }
  return {
    get length() {
      return length
    },
    add,
    space(from) {
      if (length > 0 && last !== ' ')
        add(' ', from)
    },
    build() {
      const text = parts.join('').trimEnd()
      return {
        text,
        sourceOf(offset) {
          if (starts.length === 0)
            return 0
          const index = lastAtOrBefore(starts, offset)
          return sources[index]! + Math.max(0, offset - starts[index]!)
        },
      }
    },
  }
}
