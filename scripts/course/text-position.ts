export interface TextPosition { line: number, column: number }

/** Line and column (from 1) of an offset (from 0) in a text. */
export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 }
}

/** As positionAt, for many offsets of one text: the lines are counted once, when the first is asked for. */
export function createPositions(text: string): (offset: number) => TextPosition {
  let starts: number[] | undefined
  return (offset) => {
    starts ??= lineStarts(text)
    const line = lastAtOrBefore(starts, offset)
    return { line: line + 1, column: offset - starts[line]! + 1 }
  }
}

/** Offsets of the beginnings of all lines. */
export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
    starts.push(at + 1)
  return starts
}

/** Index of the last number that is not above a limit; the numbers rise, and the first is not above it. */
export function lastAtOrBefore(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (numbers[middle]! <= limit)
      low = middle
    else
      high = middle - 1
  }
  return low
}
