interface Rectangle { x: number, y: number, width: number, height: number }

/**
 * Diagonal lines across a rectangle as SVG path data. Drawn as lines and not as a pattern, so that print needs no
 * pattern or clip.
 * @param box in px
 * @param step distance between lines in px, measured along the x axis
 */
export function hatching(box: Rectangle, step = 12): string {
  const { x, y, width, height } = box
  const lines: string[] = []
  for (let offset = step; offset < width + height; offset += step) {
    const startX = Math.min(offset, width)
    const endY = Math.min(offset, height)
    lines.push(`M${x + startX} ${y + offset - startX}L${x + offset - endY} ${y + endY}`)
  }
  return lines.join('')
}
