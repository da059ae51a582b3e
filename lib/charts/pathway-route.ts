export interface Point { x: number, y: number }

export interface Box { x: number, y: number, width: number, height: number }

/** Distance that a line keeps from boxes it has nothing to do with. */
const CLEARANCE = 7
/** Distance at which a route runs around a box. */
const DETOUR = 18
/** A corner costs as much as this many px. */
const BEND = 60

/** True when the straight line between two points stays clear of all boxes. */
export function straightClear(from: Point, to: Point, boxes: readonly Box[]): boolean {
  return boxes.every(box => !crosses(from, to, grown(box, CLEARANCE)))
}

export function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

/** True when a line has a point inside a box (Liang–Barsky). */
export function crosses(from: Point, to: Point, box: Box): boolean {
  const direction = { x: to.x - from.x, y: to.y - from.y }
  let enter = 0
  let leave = 1
  const sides: [number, number][] = [
    [-direction.x, from.x - box.x],
    [direction.x, box.x + box.width - from.x],
    [-direction.y, from.y - box.y],
    [direction.y, box.y + box.height - from.y],
  ]
  for (const [change, distance] of sides) {
    if (change === 0) {
      if (distance <= 0)
        return false
      continue
    }
    const at = distance / change
    if (change < 0)
      enter = Math.max(enter, at)
    else
      leave = Math.min(leave, at)
  }
  return enter < leave
}

interface State { x: number, y: number, direction: 'h' | 'v', cost: number, from?: State }

/**
 * The shortest way with right angles and few corners from one box to another around all boxes. Falls back to the
 * straight line between the centres when there is no way.
 */
export function routeAround(from: Box, to: Box, boxes: readonly Box[]): Point[] {
  const starts = sideMiddles(from)
  const ends = sideMiddles(to)
  const xs = sorted([...starts, ...ends].map(({ x }) => x), boxes.flatMap(box => [box.x - DETOUR, box.x + box.width + DETOUR]))
  const ys = sorted([...starts, ...ends].map(({ y }) => y), boxes.flatMap(box => [box.y - DETOUR, box.y + box.height + DETOUR]))
  const walls = boxes.map(box => grown(box, box === from || box === to ? -1 : CLEARANCE))

  const open: State[] = starts.map(({ x, y, direction }) => ({ x: xs.indexOf(x), y: ys.indexOf(y), direction, cost: 0 }))
  const best = new Map<string, number>()
  while (open.length) {
    open.sort((a, b) => b.cost - a.cost)
    const state = open.pop()!
    const key = `${state.x},${state.y},${state.direction}`
    if ((best.get(key) ?? Infinity) <= state.cost)
      continue
    best.set(key, state.cost)
    const at = { x: xs[state.x]!, y: ys[state.y]! }
    if (ends.some(end => end.x === at.x && end.y === at.y && end.direction === state.direction))
      return corners(state, xs, ys)
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      const next = { x: xs[state.x + dx], y: ys[state.y + dy] }
      if (next.x === undefined || next.y === undefined)
        continue
      const direction = dx ? 'h' as const : 'v' as const
      const point = { x: next.x, y: next.y }
      if (walls.some(wall => crosses(at, point, wall)))
        continue
      open.push({
        x: state.x + dx,
        y: state.y + dy,
        direction,
        cost: state.cost + Math.hypot(point.x - at.x, point.y - at.y) + (direction === state.direction ? 0 : BEND),
        from: state,
      })
    }
  }
  return [centreOf(from), centreOf(to)]
}

/** The middles of a box's sides, each with the direction in which an arrow leaves or arrives. */
function sideMiddles({ x, y, width, height }: Box): (Point & { direction: 'h' | 'v' })[] {
  return [
    { x, y: y + height / 2, direction: 'h' },
    { x: x + width, y: y + height / 2, direction: 'h' },
    { x: x + width / 2, y, direction: 'v' },
    { x: x + width / 2, y: y + height, direction: 'v' },
  ]
}

function centreOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

function sorted(...lists: number[][]): number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b)
}

function corners(end: State, xs: readonly number[], ys: readonly number[]): Point[] {
  const states: State[] = []
  for (let state: State | undefined = end; state; state = state.from)
    states.unshift(state)
  return states
    .filter((state, index) => index === 0 || index === states.length - 1 || states[index + 1]!.direction !== state.direction)
    .map(({ x, y }) => ({ x: xs[x]!, y: ys[y]! }))
}
