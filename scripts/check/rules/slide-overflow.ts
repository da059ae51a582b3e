import type { Box, MeasuredSlide, TextRun } from '../../slides/measure.ts'
import type { DeckRule, Found } from '../deck-rule.ts'
import { overlaps } from '../../slides/seen.ts'
import { slideNumbered } from '../deck-rule.ts'
import { placeIn } from '../place.ts'

/** Pixels by which something may stick out before anybody sees it. */
const tolerance = 2

export const slideOverflow: DeckRule = {
  id: 'slide-overflow',
  severity: 'error',
  why: 'What does not fit on the slide is cut off on the screen and in the handout, or hides something else.',
  mend: 'Shorten the text, split the slide, or move words to the presenter notes.',
  look: ({ deck, measured, measuredInPrint, broken }) => measured.filter(slide => !broken.includes(slide.no)).flatMap((slide): Found[] => {
    const source = slideNumbered(deck, slide.no)
    if (!source)
      return []
    const found = (fault: Fault, where = '') => ({ ...placeIn(source, ...fault.texts), message: `Slide ${slide.no}${where}: ${fault.message}.`, mend: fault.mend })
    const onScreen = faultsOf(slide)
    if (onScreen.length > 0)
      return onScreen.map(fault => found(fault))
    const inPrint = measuredInPrint.find(({ no }) => no === slide.no)
    return inPrint ? faultsOf(inPrint).map(fault => found(fault, ' in the handout')) : []
  }),
}

interface Fault { message: string, mend: string, texts: string[] }

function faultsOf(slide: MeasuredSlide): Fault[] {
  // Too much content reaches the footer, lies on its words and leaves the slide; the last of it says all.
  const tooMuch = beyondSlide(slide) ?? intoFooter(slide)
  return [tooMuch, cutOff(slide), onTop(slide, tooMuch !== undefined)].filter(fault => fault !== undefined)
}

const shorten = 'Shorten the text, split the slide, or move words to the presenter notes.'

/** Text, pictures, tables and boxes outside the canvas. */
function beyondSlide(slide: MeasuredSlide): Fault | undefined {
  const frame: Box = { left: 0, top: 0, right: slide.width, bottom: slide.height }
  const runs = slide.runs
    .map(run => ({ text: run.text, by: beyond(seenPart(run), frame) }))
    .filter(({ by }) => by.amount > tolerance)
  const shapes = slide.shapes
    .map(shape => ({ text: shape.label || shape.element, by: beyond(shape.box, frame) }))
    .filter(({ by }) => by.amount > tolerance)
  const worst = largest([...runs, ...shapes].map(({ text, by }) => ({ text, by: by.amount, side: by.side })))
  if (!worst)
    return undefined
  const first = runs[0] ?? shapes[0]!
  return {
    message: `the content reaches ${Math.round(worst.by)} px beyond the ${worst.side} of the slide, from "${short(first.text)}" on`,
    mend: shorten,
    texts: [first.text, worst.text],
  }
}

/** Text that an ancestor with a fixed size cuts off. */
function cutOff(slide: MeasuredSlide): Fault | undefined {
  const hidden = slide.runs.flatMap((run) => {
    const { window } = run
    if (!window)
      return []
    const by = Math.max(...run.lines.map((line) => {
      // Half the leading above and below the letters is empty.
      const margin = (line.bottom - line.top) * 0.25
      const letters = { left: line.left, right: line.right, top: line.top + margin, bottom: line.bottom - margin }
      return beyond(letters, window).amount
    }))
    return by > tolerance ? [{ text: run.text, by }] : []
  })
  const [first] = hidden
  return first && {
    message: `"${short(first.text)}" is cut off by the box around it`,
    mend: 'Make the box larger or the text shorter.',
    texts: [first.text],
  }
}

/** Body content that reaches into the footer's band. */
function intoFooter(slide: MeasuredSlide): Fault | undefined {
  const { footerTop } = slide
  if (footerTop === undefined)
    return undefined
  const runs = slide.runs
    .filter(run => !run.footer)
    .map(run => ({ text: run.text, by: lettersOf(seenPart(run)).bottom - footerTop }))
  const shapes = slide.shapes
    .filter(shape => !shape.footer && shape.kind !== 'box')
    .map(shape => ({ text: shape.label || shape.element, by: shape.box.bottom - footerTop }))
  const into = [...runs, ...shapes].filter(({ by }) => by > tolerance)
  const worst = largest(into)
  return worst && {
    message: `the content reaches ${Math.round(worst.by)} px into the footer, from "${short(into[0]!.text)}" on`,
    mend: shorten,
    texts: [into[0]!.text, worst.text],
  }
}

/** Text on top of other text. */
function onTop(slide: MeasuredSlide, apartFromFooter: boolean): Fault | undefined {
  const lines = slide.runs.filter(run => !(run.footer && apartFromFooter)).flatMap(run => run.lines
    .filter(line => !run.window || overlaps(line, run.window))
    .map(line => ({ run, box: lettersOf(line) }))).sort((one, other) => one.box.top - other.box.top)
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length && lines[j]!.box.top < lines[i]!.box.bottom; j++) {
      const [one, other] = [lines[i]!, lines[j]!]
      if (one.run.block !== other.run.block && !isEcho(one.run, other.run) && overlaps(one.box, other.box, tolerance))
        return collision(one.run, other.run)
    }
  }
  return undefined
}

function collision(one: TextRun, other: TextRun): Fault {
  return {
    message: `"${short(one.text)}" and "${short(other.text)}" stand on top of one another`,
    mend: 'Move them apart, or shorten one of them.',
    texts: [other.text, one.text],
  }
}

/** The same words drawn twice in one place are a shadow or an outline. */
function isEcho(one: TextRun, other: TextRun): boolean {
  return one.text === other.text && Math.abs(one.lines[0]!.left - other.lines[0]!.left) < 4 && Math.abs(one.lines[0]!.top - other.lines[0]!.top) < 4
}

/** Line boxes are taller than the letters in them; neighbouring lines may overlap by that much. */
function lettersOf(line: Box): Box {
  const margin = (line.bottom - line.top) * 0.2
  return { ...line, top: line.top + margin, bottom: line.bottom - margin }
}

/** What can be seen of a run: all its lines, as far as no ancestor cuts them off. */
function seenPart(run: TextRun): Box {
  const all = run.lines.reduce((sum, line) => ({
    left: Math.min(sum.left, line.left),
    top: Math.min(sum.top, line.top),
    right: Math.max(sum.right, line.right),
    bottom: Math.max(sum.bottom, line.bottom),
  }))
  const { window } = run
  return window
    ? { left: Math.max(all.left, window.left), top: Math.max(all.top, window.top), right: Math.min(all.right, window.right), bottom: Math.min(all.bottom, window.bottom) }
    : all
}

function beyond(box: Box, frame: Box): { amount: number, side: string } {
  const sides = [
    { side: 'right edge', amount: box.right - frame.right },
    { side: 'bottom', amount: box.bottom - frame.bottom },
    { side: 'left edge', amount: frame.left - box.left },
    { side: 'top', amount: frame.top - box.top },
  ]
  return largest(sides.map(side => ({ ...side, by: side.amount })))!
}

function largest<Item extends { by: number }>(items: readonly Item[]): Item | undefined {
  return items.reduce<Item | undefined>((best, item) => best === undefined || item.by > best.by ? item : best, undefined)
}

function short(text: string): string {
  return text.length > 50 ? `${text.slice(0, 49)}…` : text
}
