import type { DeckWords } from '../../app/words/deck-en.ts'
import type { Pathway } from '../../scripts/course/pathways-schema.ts'
import type { Box, Point } from './pathway-route.ts'
import { placeLabels } from './pathway-labels.ts'
import { routeAround, straightClear } from './pathway-route.ts'
import { textWidth, unbreakable, wrapBalanced, wrapText } from './text-width.ts'

type Node = Pathway['nodes'][number]
export type Edge = Pathway['edges'][number]

export interface PlacedNode extends Box {
  node: Node
  lines: string[]
  noteLines: string[]
}

export interface PlacedEdge {
  edge: Edge
  /** Corners from the border of one box to the border of the other. */
  points: Point[]
  /** Middle of the way, where a symbol stands. */
  middle: Point
  label?: { lines: string[], x: number, y: number }
}

/** Type sizes in px; a note in a box is set like an edge's label. */
export interface PathwayType {
  label: number
  line: number
  edge: number
  edgeLine: number
  /** Room within a box beside its words, room beside the label of an arrow, and the shortest arrow. */
  padding: number
  beside: number
  channel: number
}

export interface PathwayLayout {
  width: number
  height: number
  type: PathwayType
  nodes: PlacedNode[]
  edges: PlacedEdge[]
}

/** The largest type that fits is taken. */
const TYPES: readonly PathwayType[] = [
  { label: 24, line: 29, edge: 20, edgeLine: 24, padding: 12, beside: 22, channel: 56 },
  { label: 22, line: 27, edge: 20, edgeLine: 24, padding: 12, beside: 22, channel: 56 },
  { label: 20, line: 25, edge: 20, edgeLine: 24, padding: 12, beside: 22, channel: 56 },
  { label: 20, line: 25, edge: 20, edgeLine: 24, padding: 8, beside: 8, channel: 40 },
]
const PADDING = 12
const LARGEST_CHANNEL = 140
const ROW_GAP = { smallest: 34, usual: 64 }
/** Widest label of a level arrow, and of an upright one. */
const LABEL_WIDTH = { level: 118, upright: 180 }
/** A box with more lines is set in smaller type. */
const MOST_LINES = 3
const PORT_PITCH = 24
/** Room for the lines around the outermost boxes. */
const BORDERS = 6

/**
 * Lays out a pathway: nodes on their grid, arrows from border to border, past the other nodes, labels beside them.
 * @param ofCourse nodes with columns and rows from 1; fractions stand between
 * @param width in px
 * @param largestHeight in px
 * @param words of the kit, for edges without a label of their own; arrows need none
 * @throws Error when an edge names an unknown node, or when the diagram does not fit.
 */
export function layOutPathway(ofCourse: Pathway, width: number, largestHeight: number, words: DeckWords['pathway']): PathwayLayout {
  checkEdges(ofCourse)
  const pathway = { ...ofCourse, edges: ofCourse.edges.map(edge => ({ ...edge, label: edge.label ?? words.labels[edge.kind] })) }
  // Large type in boxes of two or three lines reads best; long boxes come before small type.
  const layouts = TYPES.flatMap(type => [2, 1].map(lines => (height: number) => layOutInType(pathway, type, lines, width, height)))
  for (const layOut of layouts) {
    const layout = layOut(largestHeight)
    if (layout?.nodes.some(({ lines }) => lines.length > MOST_LINES))
      continue
    if (layout && layout.height <= largestHeight)
      return layout
    // Labels and detours may stand out above and below: the rows move closer by as much.
    const closer = layout && layOut(2 * largestHeight - layout.height)
    if (closer && closer.height <= largestHeight)
      return closer
  }
  const smallest = layouts.at(-1)!(largestHeight)
  if (!smallest)
    throw new Error(`Pathway “${pathway.id}”: its columns do not fit into ${width} px; use fewer columns or shorter words`)
  return smallest
}

function layOutInType(pathway: Pathway, type: PathwayType, lines: number, width: number, largestHeight: number): PathwayLayout | undefined {
  const columnCount = Math.max(pathway.columns ?? 1, ...pathway.nodes.map(({ column }) => Math.ceil(column)))
  const columns = columnTracks(pathway, columnCount, type, lines, width)
  if (!columns)
    return undefined
  const boxes = placeNodes(pathway, columns, type, largestHeight)

  const ports = assignPorts(pathway, boxes)
  const edges = pathway.edges.map((edge, index): PlacedEdge => {
    const [from, to] = ports[index]!
    const others = boxes.filter(({ node }) => node.id !== edge.from && node.id !== edge.to)
    const points = straightClear(from, to, others)
      ? [from, to]
      : routeAround(boxOf(boxes, edge.from), boxOf(boxes, edge.to), boxes)
    return { edge, points, middle: middleOf(points) }
  })
  const labels = edges.map(({ edge }) => labelLines(edge, isVertical(boxOf(boxes, edge.from), boxOf(boxes, edge.to)), type))
  return shiftIntoView({ width, height: 0, type, nodes: boxes, edges: placeLabels(edges, labels, boxes, width, type) })
}

function labelLines({ label }: Edge, upright: boolean, type: PathwayType): string[] {
  return label ? wrapText(label, upright ? LABEL_WIDTH.upright : LABEL_WIDTH.level, type.edge) : []
}

function checkEdges({ id, nodes, edges }: Pathway): void {
  const ids = nodes.map(node => node.id)
  for (const { from, to } of edges) {
    for (const end of [from, to]) {
      if (!ids.includes(end))
        throw new Error(`Pathway “${id}”: an edge names the node “${end}”, which is not there (nodes: ${ids.join(', ')})`)
    }
  }
}

/** Room between neighbouring columns: as much as the labels of the arrows that pass it. */
function channelWidths({ nodes, edges }: Pathway, count: number, type: PathwayType): number[] {
  const columnOf = (id: string) => nodes.find(node => node.id === id)!.column
  return Array.from({ length: count - 1 }, (_, index) => {
    const passing = edges.filter(({ from, to }) => {
      const [left, right] = [columnOf(from), columnOf(to)].sort((a, b) => a - b) as [number, number]
      return Math.floor(left) <= index + 1 && Math.ceil(right) >= index + 2 && right - left < 2
    })
    const labels = passing.flatMap(edge => labelLines(edge, false, type))
    return Math.min(LARGEST_CHANNEL, Math.max(type.channel, ...labels.map(line => textWidth(line, type.edge) + type.beside)))
  })
}

/** Left end and width of every column, wide enough for its words, the rest shared out; undefined when they do not fit. */
function columnTracks(pathway: Pathway, count: number, type: PathwayType, lines: number, width: number): { left: number, width: number }[] | undefined {
  const channels = channelWidths(pathway, count, type)
  const inColumn = (column: number) => pathway.nodes.filter(node => Math.floor(node.column) === column)
  const tracks = Array.from({ length: count }, (_, index) => {
    const nodes = inColumn(index + 1)
    const words = nodes.flatMap(node => [...unbreakable(node.label).map(word => textWidth(word, type.label, isStrong(node))), ...unbreakable(node.note ?? '').map(word => textWidth(word, type.edge))])
    const whole = nodes.map(node => textWidth(node.label, type.label, isStrong(node)))
    const smallest = Math.max(40, ...words) + 2 * type.padding + 2
    const ideal = Math.max(smallest, 110, ...whole.map(length => Math.min(length, Math.max(length / lines + 24, 120)) + 2 * type.padding))
    return { smallest, ideal }
  })
  const free = width - channels.reduce((sum, channel) => sum + channel, 0)
  const smallest = tracks.reduce((sum, track) => sum + track.smallest, 0)
  const ideal = tracks.reduce((sum, track) => sum + track.ideal, 0)
  if (smallest > free)
    return undefined

  const share = ideal <= free ? 1 : (free - smallest) / (ideal - smallest)
  const widths = tracks.map(track => track.smallest + (track.ideal - track.smallest) * share)
  let left = free - widths.reduce((sum, track) => sum + track, 0)
  // What is left over first widens the channels, then the boxes.
  const extra = channels.length ? Math.min(left / channels.length, 44) : 0
  left -= extra * channels.length
  const wider = Math.min(left / count, 70)
  const total = widths.reduce((sum, track) => sum + track + wider, 0) + channels.reduce((sum, channel) => sum + channel + extra, 0)
  let x = (width - total) / 2
  return widths.map((track, index) => {
    const column = { left: x, width: track + wider }
    x += column.width + (channels[index] ?? 0) + extra
    return column
  })
}

function placeNodes(pathway: Pathway, columns: { left: number, width: number }[], type: PathwayType, largestHeight: number): PlacedNode[] {
  const sized = pathway.nodes.map((node) => {
    const track = columns[Math.floor(node.column) - 1]!
    const next = columns[Math.ceil(node.column) - 1]!
    const between = node.column - Math.floor(node.column)
    const centre = (track.left + track.width / 2) * (1 - between) + (next.left + next.width / 2) * between
    const inside = track.width - 2 * type.padding
    const lines = wrapBalanced(node.label, inside, type.label, isStrong(node))
    const noteLines = node.note ? wrapText(node.note, inside, type.edge) : []
    return { node, lines, noteLines, x: centre - track.width / 2, width: track.width, height: lines.length * type.line + noteLines.length * type.edgeLine + 2 * PADDING }
  })
  const rowCount = Math.max(...pathway.nodes.map(({ row }) => Math.ceil(row)))
  const tallest = Math.max(...sized.map(({ height }) => height))
  const vertical = pathway.edges.filter(edge => columnsOf(pathway, edge)[0] === columnsOf(pathway, edge)[1])
  const labelRoom = Math.max(0, ...vertical.map(edge => labelLines(edge, true, type).length * type.edgeLine + 14))
  const wanted = Math.max(ROW_GAP.usual, labelRoom)
  const fitting = rowCount > 1 ? (largestHeight - BORDERS - rowCount * tallest) / (rowCount - 1) : wanted
  const gap = Math.max(ROW_GAP.smallest, Math.min(wanted, fitting))
  const pitch = tallest + gap
  return sized.map(box => ({ ...box, y: (box.node.row - 1) * pitch + (tallest - box.height) / 2 }))
}

function columnsOf({ nodes }: Pathway, { from, to }: Edge): [number, number] {
  return [nodes.find(node => node.id === from)!.column, nodes.find(node => node.id === to)!.column]
}

export function isStrong({ kind }: Pick<Node, 'kind'>): boolean {
  return kind === 'effect' || kind === 'drug'
}

function boxOf(boxes: readonly PlacedNode[], id: string): PlacedNode {
  return boxes.find(({ node }) => node.id === id)!
}

function centre(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

function isVertical(from: Box, to: Box): boolean {
  return Math.abs(centre(from).x - centre(to).x) < Math.max(from.width, to.width) / 2
}

type Side = 'left' | 'right' | 'top' | 'bottom'

function sideTowards(box: Box, other: Box): Side {
  if (isVertical(box, other))
    return centre(other).y > centre(box).y ? 'bottom' : 'top'
  return centre(other).x > centre(box).x ? 'right' : 'left'
}

/** Where each arrow leaves and arrives: arrows on one side of a box share it, in the order of where they go. */
function assignPorts({ edges }: Pathway, boxes: readonly PlacedNode[]): [Point, Point][] {
  const ends = edges.flatMap((edge, index) => {
    const from = boxOf(boxes, edge.from)
    const to = boxOf(boxes, edge.to)
    return [
      { index, end: 0, box: from, other: to, side: sideTowards(from, to) },
      { index, end: 1, box: to, other: from, side: sideTowards(to, from) },
    ]
  })
  const ports: [Point, Point][] = edges.map(() => [{ x: 0, y: 0 }, { x: 0, y: 0 }])
  for (const one of ends) {
    const horizontal = one.side === 'left' || one.side === 'right'
    const axis = horizontal ? 'y' : 'x'
    const shared = ends.filter(({ box, side }) => box === one.box && side === one.side)
      .sort((a, b) => centre(a.other)[axis] - centre(b.other)[axis] || a.index - b.index || a.end - b.end)
    const length = horizontal ? one.box.height : one.box.width
    const pitch = Math.min(PORT_PITCH, (length - 16) / shared.length)
    const offset = (shared.indexOf(one) - (shared.length - 1) / 2) * pitch
    const at = centre(one.box)
    ports[one.index]![one.end as 0 | 1] = {
      left: { x: one.box.x, y: at.y + offset },
      right: { x: one.box.x + one.box.width, y: at.y + offset },
      top: { x: at.x + offset, y: one.box.y },
      bottom: { x: at.x + offset, y: one.box.y + one.box.height },
    }[one.side]
  }
  return ports.map(([from, to]) => levelled(from, to))
}

/** A nearly level or upright arrow is made exactly so. */
function levelled(from: Point, to: Point): [Point, Point] {
  if (Math.abs(from.y - to.y) <= 14 && Math.abs(from.x - to.x) > 30)
    return [{ ...from, y: (from.y + to.y) / 2 }, { ...to, y: (from.y + to.y) / 2 }]
  if (Math.abs(from.x - to.x) <= 14 && Math.abs(from.y - to.y) > 20)
    return [{ ...from, x: (from.x + to.x) / 2 }, { ...to, x: (from.x + to.x) / 2 }]
  return [from, to]
}

/** The point half-way along a line with corners. */
export function middleOf(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((point, index) => Math.hypot(point.x - points[index]!.x, point.y - points[index]!.y))
  let rest = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (const [index, length] of lengths.entries()) {
    const from = points[index]!
    const to = points[index + 1]!
    if (rest <= length)
      return { x: from.x + (to.x - from.x) * rest / length, y: from.y + (to.y - from.y) * rest / length }
    rest -= length
  }
  return points.at(-1)!
}

/** Moves everything so that nothing stands above the upper edge, and measures the height. */
function shiftIntoView(layout: PathwayLayout): PathwayLayout {
  const tops = [
    ...layout.nodes.map(({ y }) => y - 2),
    ...layout.edges.flatMap(({ points, label }) => [...points.map(({ y }) => y - 8), ...label ? [label.y - layout.type.edgeLine] : []]),
  ]
  const bottoms = [
    ...layout.nodes.map(({ y, height }) => y + height + 2),
    ...layout.edges.flatMap(({ points, label }) => [...points.map(({ y }) => y + 8), ...label ? [label.y + (label.lines.length - 1) * layout.type.edgeLine + 6] : []]),
  ]
  const up = Math.min(...tops)
  return {
    ...layout,
    height: Math.max(...bottoms) - up,
    nodes: layout.nodes.map(node => ({ ...node, y: node.y - up })),
    edges: layout.edges.map(edge => ({
      ...edge,
      points: edge.points.map(({ x, y }) => ({ x, y: y - up })),
      middle: { x: edge.middle.x, y: edge.middle.y - up },
      ...edge.label && { label: { ...edge.label, y: edge.label.y - up } },
    })),
  }
}
