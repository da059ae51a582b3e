import type { MoleculeAtom, MoleculeBond, MoleculeDrawing } from '../../scripts/course/molecules.ts'
import type { Box, Point } from './pathway-route.ts'
import { crosses } from './pathway-route.ts'
import { textWidth } from './text-width.ts'

/** One piece of an atom's label; subscripts are small and low. */
export interface LabelPart {
  text: string
  kind: 'text' | 'subscript' | 'superscript'
}

export interface AtomLabel {
  atom: number
  parts: LabelPart[]
  /** Left end of the text, and the baseline. */
  x: number
  y: number
  differs: boolean
}

export interface BondShape {
  /** SVG path data; filled for a wedge, stroked otherwise. */
  path: string
  filled: boolean
  differs: boolean
}

export interface MoleculeShapes {
  width: number
  height: number
  bonds: BondShape[]
  labels: AtomLabel[]
  /** Path around the atoms that differ, to be stroked broad; empty when none differ. */
  halo: string
  haloWidth: number
  /** Middle and baseline of the words about the differing part. */
  highlight?: { x: number, y: number }
}

export const ATOM_SIZE = 21
const SUBSCRIPT_SIZE = 15
const MARGIN = 16
const HIGHLIGHT = { size: 20, height: 24, gap: 6 }
const DOUBLE_GAP = 0.15
const WEDGE = 0.11

/**
 * Turns a structure into paths and labels.
 * @param drawing coordinates in bond lengths
 * @param bondLength in px
 * @param highlight words for the atoms that differ; these get a halo
 */
export function shapeMolecule(drawing: MoleculeDrawing, bondLength: number, highlight?: string): MoleculeShapes {
  const differing = new Set(highlight === undefined ? [] : drawing.differs)
  const shown = drawing.atoms.map((atom, index) => labelParts(atom, isTerminal(drawing, index)))
  const raw = drawing.atoms.map(({ x, y }) => ({ x: x * bondLength, y: y * bondLength }))
  const boxes = shown.map((parts, index) => labelBox(parts, raw[index]!, isLeftward(drawing, index)))
  const halo = bondLength * 0.62
  const words = highlight !== undefined && differing.size
    ? placeHighlight(highlight, boxes.filter((_, index) => differing.has(index)), boxes, drawing.bonds.map(({ from, to }) => [raw[from]!, raw[to]!]), halo / 2)
    : undefined

  const extent = [...boxes, ...words ? [words] : []]
  const left = Math.min(...extent.map(box => box.x)) - MARGIN
  const top = Math.min(...extent.map(box => box.y)) - MARGIN
  const move = ({ x, y }: Point): Point => ({ x: x - left, y: y - top })
  const points = raw.map(move)

  const placed = boxes.map(box => ({ ...box, ...move(box) }))
  const inside = (bond: MoleculeBond) => differing.has(bond.from) && differing.has(bond.to)
  return {
    width: Math.max(...extent.map(box => box.x + box.width)) + MARGIN - left,
    height: Math.max(...extent.map(box => box.y + box.height)) + MARGIN - top,
    bonds: drawing.bonds.flatMap(bond => bondPaths(bond, points, placed, bondLength).map(shape => ({ ...shape, differs: inside(bond) }))),
    labels: shown.flatMap((parts, atom): AtomLabel[] => parts
      ? [{ atom, parts: isLeftward(drawing, atom) ? turned(parts) : parts, x: boxes[atom]!.x - left, y: points[atom]!.y + ATOM_SIZE * 0.36, differs: differing.has(atom) }]
      : []),
    halo: [
      ...[...differing].map((index) => {
        const { x, width } = placed[index]!
        return `M${round(width ? x + 4 : points[index]!.x)} ${round(points[index]!.y)}h${round(Math.max(0.1, width - 8))}`
      }),
      ...drawing.bonds.filter(inside).map(({ from, to }) => line(points[from]!, points[to]!)),
    ].join(''),
    haloWidth: halo,
    ...words && { highlight: move({ x: words.x + words.width / 2, y: words.y + words.height - HIGHLIGHT.gap }) },
  }
}

/** Finds a place near the marked atoms where the words cover neither atoms nor bonds: above, below, or beside. */
function placeHighlight(text: string, marked: readonly Box[], boxes: readonly Box[], bonds: readonly [Point, Point][], reach: number): Box {
  const size = { width: textWidth(text, HIGHLIGHT.size, true), height: HIGHLIGHT.height }
  const left = Math.min(...marked.map(({ x }) => x))
  const right = Math.max(...marked.map(({ x, width }) => x + width))
  const top = Math.min(...marked.map(({ y }) => y)) - reach
  const bottom = Math.max(...marked.map(({ y, height }) => y + height)) + reach
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 }
  const places: Box[] = [
    ...[top - size.height, bottom].flatMap(y => [middle.x - size.width / 2, left, right - size.width].map(x => ({ x, y, ...size }))),
    { x: right + reach + HIGHLIGHT.gap, y: middle.y - size.height / 2, ...size },
    { x: left - reach - HIGHLIGHT.gap - size.width, y: middle.y - size.height / 2, ...size },
  ]
  const covered = (place: Box) =>
    boxes.filter(box => box.x < place.x + place.width && place.x < box.x + box.width && box.y < place.y + place.height && place.y < box.y + box.height).length
    + bonds.filter(([from, to]) => crosses(from, to, place)).length
  const [leftmost, rightmost] = [Math.min(...boxes.map(({ x }) => x)), Math.max(...boxes.map(({ x, width }) => x + width))]
  const sticksOut = (place: Box) => Math.max(0, leftmost - place.x) + Math.max(0, place.x + place.width - rightmost)
  return places.map((place, order) => ({ place, cost: covered(place) * 1000 + sticksOut(place) + order })).sort((a, b) => a.cost - b.cost)[0]!.place
}

/** Carbon is only written at the end of a chain; other elements always, with their hydrogens. */
export function labelParts({ element, hydrogens, charge }: MoleculeAtom, terminal: boolean): LabelPart[] | undefined {
  if (element === 'C' && !charge && !(terminal && hydrogens === 3))
    return undefined
  const sign = charge > 0 ? '+' : '−'
  return [
    { text: element, kind: 'text' },
    ...hydrogens ? [{ text: 'H', kind: 'text' as const }] : [],
    ...hydrogens > 1 ? [{ text: String(hydrogens), kind: 'subscript' as const }] : [],
    ...charge ? [{ text: Math.abs(charge) > 1 ? `${Math.abs(charge)}${sign}` : sign, kind: 'superscript' as const }] : [],
  ]
}

/** "HO" instead of "OH", when the bond comes from the right. */
function turned(parts: readonly LabelPart[]): LabelPart[] {
  const [element, ...rest] = parts
  return element && rest.length ? [...rest, element] : [...parts]
}

function partWidth({ text, kind }: LabelPart): number {
  return textWidth(text, kind === 'text' ? ATOM_SIZE : SUBSCRIPT_SIZE, true)
}

/** The box of an atom's label; a point for an atom without one. */
function labelBox(parts: readonly LabelPart[] | undefined, at: Point, leftward: boolean): Box {
  if (!parts)
    return { ...at, width: 0, height: 0 }
  const element = partWidth(parts[0]!)
  const rest = parts.slice(1).reduce((sum, part) => sum + partWidth(part), 0)
  return { x: at.x - element / 2 - (leftward ? rest : 0), y: at.y - ATOM_SIZE * 0.6, width: element + rest, height: ATOM_SIZE * 1.2 }
}

function neighbours({ bonds }: MoleculeDrawing, atom: number): number[] {
  return bonds.flatMap(({ from, to }) => from === atom ? [to] : to === atom ? [from] : [])
}

function isTerminal(drawing: MoleculeDrawing, atom: number): boolean {
  return neighbours(drawing, atom).length === 1
}

/** True when an atom's neighbours lie to its right, so that its hydrogens are written to its left. */
function isLeftward(drawing: MoleculeDrawing, atom: number): boolean {
  const around = neighbours(drawing, atom)
  const mean = around.reduce((sum, index) => sum + drawing.atoms[index]!.x, 0) / (around.length || 1)
  return around.length > 0 && mean > drawing.atoms[atom]!.x + 0.1
}

function bondPaths(bond: MoleculeBond, points: readonly Point[], boxes: readonly Box[], bondLength: number): Omit<BondShape, 'differs'>[] {
  const from = points[bond.from]!
  const to = points[bond.to]!
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const unit = { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
  const normal = { x: -unit.y, y: unit.x }
  const start = along(from, unit, clearance(from, unit, boxes[bond.from]!))
  const end = along(to, unit, -clearance(to, { x: -unit.x, y: -unit.y }, boxes[bond.to]!))
  const wedge = WEDGE * bondLength

  if (bond.stereo === 'wedge') {
    const [left, right] = [along(end, normal, wedge), along(end, normal, -wedge)]
    return [{ path: `M${point(start)}L${point(left)}L${point(right)}Z`, filled: true }]
  }
  if (bond.stereo === 'hash') {
    const reach = Math.hypot(end.x - start.x, end.y - start.y)
    const count = Math.max(4, Math.round(reach / 5.5))
    const rungs = Array.from({ length: count }, (_, index) => {
      const share = (index + 1) / count
      const at = along(start, unit, reach * share)
      return line(along(at, normal, wedge * share), along(at, normal, -wedge * share))
    })
    return [{ path: rungs.join(''), filled: false }]
  }

  const gap = DOUBLE_GAP * bondLength
  if (bond.order === 2 && bond.side === 0)
    return [-0.5, 0.5].map(share => ({ path: line(along(start, normal, gap * share), along(end, normal, gap * share)), filled: false }))

  const path = bond.gap
    ? line(start, along(from, unit, length * bond.gap[0])) + line(along(from, unit, length * bond.gap[1]), end)
    : line(start, end)
  const second = (offset: number) => ({
    path: line(along(along(start, normal, offset), unit, bondLength * 0.12), along(along(end, normal, offset), unit, -bondLength * 0.12)),
    filled: false,
  })
  if (bond.order === 2)
    return [{ path, filled: false }, second(gap * bond.side)]
  return bond.order === 3 ? [{ path, filled: false }, second(gap), second(-gap)] : [{ path, filled: false }]
}

/** How far a bond stays away from the middle of a labelled atom, so as not to touch the label. */
function clearance(at: Point, direction: Point, box: Box): number {
  if (!box.width)
    return 0
  const across = direction.x > 0 ? box.x + box.width - at.x : at.x - box.x
  const down = direction.y > 0 ? box.y + box.height - at.y : at.y - box.y
  const out = Math.min(
    Math.abs(direction.x) < 1e-6 ? Infinity : across / Math.abs(direction.x),
    Math.abs(direction.y) < 1e-6 ? Infinity : down / Math.abs(direction.y),
  )
  return out + 2
}

function along({ x, y }: Point, direction: Point, distance: number): Point {
  return { x: x + direction.x * distance, y: y + direction.y * distance }
}

function line(from: Point, to: Point): string {
  return `M${point(from)}L${point(to)}`
}

function point({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
