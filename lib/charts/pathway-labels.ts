import type { Edge, PathwayType, PlacedEdge } from './pathway-layout.ts'
import type { Box, Point } from './pathway-route.ts'
import { crosses, grown } from './pathway-route.ts'
import { textWidth } from './text-width.ts'

/** Room for the symbol on the line: a question mark or a cross. */
const SYMBOL = 13

/**
 * Puts labels beside their arrows, where they cover neither boxes nor arrows nor each other.
 * @param edges with their points
 * @param lines of the label of each edge; none when it has no label
 * @param boxes of the nodes
 * @param width of the diagram in px
 * @param type sizes of the labels
 */
export function placeLabels(edges: readonly PlacedEdge[], lines: readonly string[][], boxes: readonly Box[], width: number, type: PathwayType): PlacedEdge[] {
  const placed: Box[] = []
  const top = Math.min(...boxes.map(({ y }) => y))
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height))
  return edges.map((edge, index) => {
    const own = lines[index]!
    if (!own.length)
      return edge
    const size = { width: Math.max(...own.map(line => textWidth(line, type.edge))), height: own.length * type.edgeLine }
    const candidates = candidatesFor(edge, size)
    const cost = (candidate: Box, order: number) =>
      100 * boxes.filter(box => overlap(candidate, grown(box, 3))).length
      + 60 * placed.filter(box => overlap(candidate, box)).length
      + 30 * segments(edges).filter(([from, to]) => crosses(from, to, grown(candidate, 2))).length
      + (candidate.x < 0 || candidate.x + candidate.width > width ? 100 : 0)
      // Near another arrow it could be taken for that one's label.
      + 25 * segments(edges.filter(other => other !== edge)).filter(([from, to]) => crosses(from, to, grown(candidate, 14))).length
      + Math.max(0, top - candidate.y) + Math.max(0, candidate.y + candidate.height - bottom)
      + order
    const [best] = candidates.map((box, order) => ({ box, cost: cost(box, order) })).sort((a, b) => a.cost - b.cost)
    placed.push(best!.box)
    return { ...edge, label: { lines: own, x: best!.box.x + size.width / 2, y: best!.box.y + type.edgeLine - 6 } }
  })
}

function hasSymbol({ kind }: Edge): boolean {
  return kind === 'hypothesis' || kind === 'blocked'
}

/** Places beside every segment, the middle of the longest first, above before below. */
function candidatesFor({ edge, points, middle }: PlacedEdge, size: { width: number, height: number }): Box[] {
  const longest = segments([{ points }]).sort((a, b) => distance(b) - distance(a))
  return longest.flatMap(([from, to]) => {
    const length = distance([from, to]) || 1
    const normal = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length }
    const up = normal.y > 0 || (normal.y === 0 && normal.x < 0) ? -1 : 1
    return [0.5, 0.4, 0.6, 0.3, 0.7].flatMap((share) => {
      const at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
      const symbol = hasSymbol(edge) && Math.hypot(at.x - middle.x, at.y - middle.y) < size.width ? SYMBOL : 0
      return [up, -up].map((side): Box => {
        const reach = (Math.abs(normal.x) * size.width + Math.abs(normal.y) * size.height) / 2 + 9 + symbol
        const centre = { x: at.x + normal.x * reach * side, y: at.y + normal.y * reach * side }
        return { x: centre.x - size.width / 2, y: centre.y - size.height / 2, ...size }
      })
    })
  })
}

function segments(edges: readonly { points: readonly Point[] }[]): [Point, Point][] {
  return edges.flatMap(({ points }) => points.slice(1).map((to, index): [Point, Point] => [points[index]!, to]))
}

function distance([from, to]: readonly [Point, Point]): number {
  return Math.hypot(to.x - from.x, to.y - from.y)
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
