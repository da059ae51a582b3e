import type { DeckWords } from '../../app/words/deck-en.ts'
import type { Edge } from './pathway-layout.ts'
import type { Point } from './pathway-route.ts'

const HEAD = { length: 13, half: 6.5 }
const BAR_HALF = 12
/** An arrow ends a little before the box, so that its tip is seen. */
const TIP_GAP = 3

/** What an edge says in words. */
export function edgeWords({ kind, label }: Edge, { relations }: DeckWords['pathway']): string {
  return label ? `${relations[kind]} (${label})` : relations[kind]
}

/** The line of an edge, shortened to leave room for its tip. */
export function edgePath(points: readonly Point[]): string {
  const tip = tipOf(points)
  return [...points.slice(0, -1), tip].map(({ x, y }, index) => `${index ? 'L' : 'M'}${round(x)} ${round(y)}`).join('')
}

/** An arrow's triangle, or the bar of an inhibition. */
export function arrowHead(points: readonly Point[], kind: Edge['kind']): string {
  const tip = tipOf(points)
  const { x, y } = directionOf(points)
  const at = (along: number, across: number) => `${round(tip.x + x * along - y * across)} ${round(tip.y + y * along + x * across)}`
  return kind === 'inhibits'
    ? `M${at(0, BAR_HALF)}L${at(0, -BAR_HALF)}`
    : `M${at(0, 0)}L${at(-HEAD.length, HEAD.half)}L${at(-HEAD.length, -HEAD.half)}Z`
}

function tipOf(points: readonly Point[]): Point {
  const end = points.at(-1)!
  const { x, y } = directionOf(points)
  return { x: end.x - x * TIP_GAP, y: end.y - y * TIP_GAP }
}

function directionOf(points: readonly Point[]): Point {
  const from = points.at(-2)!
  const to = points.at(-1)!
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
