import type { HandoutLayout, HandoutSettings, Orientation, Paper } from '../course/handout-settings.ts'
import { handoutLayouts, handoutSettings, orientations, papers, slideRangePattern } from '../course/handout-settings.ts'
import { LecternError } from '../errors.ts'

/** How handouts are made: the course's defaults and, over them, what the command line says. */
export interface HandoutOptions {
  layouts: readonly HandoutLayout[]
  paper: Paper
  /** Undefined: each layout lies as suits it. */
  orientation?: Orientation
  /** Numbers of the slides to print, from 1, ascending; undefined: all. */
  slides?: readonly number[]
  /** Whether each click step is a page of its own. */
  clicks: boolean
  grayscale: boolean
  /** Whether the speaker's notes are printed. Editor's notes always are: they are corrections. */
  notes: boolean
}

/** The flags of the command line as they were typed; undefined: not given. */
export interface HandoutFlags {
  layouts?: string
  paper?: string
  orientation?: string
  slides?: string
  clicks?: boolean
  grayscale?: boolean
  notes?: boolean
}

/** One page of the printed deck. */
export interface PrintedPage {
  /** Slide number, from 1. */
  slide: number
  /** Click step, from 0; always 0 when click steps are not printed apart. */
  step: number
}

/** Width and height in points of a sheet that stands upright: ISO 216 and ANSI Y14.1. */
const sizes: Readonly<Record<Paper, readonly [width: number, height: number]>> = { a4: [595.276, 841.89], letter: [612, 792] }

/** Width and height of a sheet in points. */
export function sheetSize(paper: Paper, orientation: Orientation): [width: number, height: number] {
  const [width, height] = sizes[paper]
  return orientation === 'portrait' ? [width, height] : [height, width]
}

/**
 * Puts together what course.yaml and the command line say.
 * @param settings of course.yaml; undefined when it says nothing about handouts.
 * @param flags of the command line.
 * @param slideCount how many slides the deck has.
 * @throws LecternError "unknown-layout", "unknown-paper", "unknown-orientation", "bad-slide-range", "slide-range-outside"
 */
export function handoutOptions(settings: HandoutSettings | undefined, flags: HandoutFlags, slideCount: number): HandoutOptions {
  const { layouts = handoutLayouts, paper, orientation, slides, clicks, grayscale, notes } = settings ?? handoutSettings.parse({})
  const range = flags.slides ?? slides
  return {
    layouts: flags.layouts === undefined ? layouts : readLayouts(flags.layouts),
    paper: oneOf(papers, flags.paper, 'paper') ?? paper,
    orientation: oneOf(orientations, flags.orientation, 'orientation') ?? orientation,
    slides: range === undefined ? undefined : readSlideRange(range, slideCount),
    clicks: flags.clicks ?? clicks,
    grayscale: flags.grayscale ?? grayscale,
    notes: flags.notes ?? notes,
  }
}

/** Says what is wrong with flags as far as that can be told without a course. */
export function checkHandoutFlags(flags: HandoutFlags): void {
  if (flags.layouts !== undefined)
    readLayouts(flags.layouts)
  oneOf(papers, flags.paper, 'paper')
  oneOf(orientations, flags.orientation, 'orientation')
  if (flags.slides !== undefined)
    readSlideRange(flags.slides, Number.MAX_SAFE_INTEGER)
}

function readLayouts(list: string): HandoutLayout[] {
  const names = list.split(',').map(name => name.trim().toLowerCase()).filter(Boolean)
  const unknown = names.find(name => !handoutLayouts.includes(name as HandoutLayout))
  if (unknown !== undefined || names.length === 0)
    throw new LecternError(`--layouts does not know "${unknown ?? ''}".`, { code: 'unknown-layout', mend: `Use one or more of: ${handoutLayouts.join(', ')}.` })
  return handoutLayouts.filter(layout => names.includes(layout))
}

function oneOf<Value extends string>(known: readonly Value[], value: string | undefined, name: string): Value | undefined {
  if (value === undefined)
    return undefined
  const found = known.find(each => each === value.toLowerCase())
  if (found === undefined)
    throw new LecternError(`--${name} does not know "${value}".`, { code: `unknown-${name}`, mend: `Use one of: ${known.join(', ')}.` })
  return found
}

/** The numbers of a range like "3-12,20", ascending, each once. */
export function readSlideRange(range: string, slideCount: number): number[] {
  if (!slideRangePattern.test(range.trim()))
    throw badRange(range, 'bad-slide-range', 'is no range of slides', 'Write numbers and spans, separated by commas: 3-12,20')
  const numbers = new Set<number>()
  for (const part of range.split(',')) {
    const [first, last = first] = part.split('-').map(Number) as [number, number?]
    if (last < first)
      throw badRange(range, 'bad-slide-range', `has a span that ends before it begins (${part.trim()})`, 'Write the smaller number first: 3-12')
    if (first < 1 || last > slideCount)
      throw badRange(range, 'slide-range-outside', `goes beyond the deck, which has ${slideCount === 1 ? 'one slide' : `${slideCount} slides`}`, `Choose from 1-${slideCount}.`)
    if (slideCount < Number.MAX_SAFE_INTEGER) {
      for (let number = first; number <= last; number++)
        numbers.add(number)
    }
  }
  return [...numbers].sort((one, other) => one - other)
}

function badRange(range: string, code: string, fault: string, mend: string): LecternError {
  return new LecternError(`The slides "${range}" cannot be printed: the range ${fault}.`, { code, mend })
}
