import type { Token } from 'markdown-it'

/** A block of a document with everything inside it. */
export interface Block {
  /** markdown-it's name without its ending: paragraph, bullet_list, ordered_list, list_item, blockquote, table, heading, fence, hr … */
  type: string
  open: Token
  inner: Token[]
  /** First line, from 0 in the parsed text. */
  line: number
  /** The line after the last, from 0. */
  end: number
}

/** Groups markdown-it's flat tokens into the blocks of the outermost level. */
export function toBlocks(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = []
  for (let index = 0; index < tokens.length; index++) {
    const open = tokens[index]!
    const from = index
    let depth = open.nesting
    while (depth > 0)
      depth += tokens[++index]!.nesting
    blocks.push({
      type: open.type.replace(/_open$/, ''),
      open,
      inner: tokens.slice(from + 1, index),
      line: open.map?.[0] ?? blocks.at(-1)?.line ?? 0,
      end: open.map?.[1] ?? blocks.at(-1)?.end ?? 0,
    })
  }
  return blocks
}
