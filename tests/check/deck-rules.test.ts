import type { RenderedDeck } from '../../scripts/check/deck-rule.ts'
import type { Slide } from '../../scripts/course/slide.ts'
import type { Box, MeasuredSlide, Shape, TextRun } from '../../scripts/slides/measure.ts'
import { describe, expect, it } from 'vitest'
import { deckRules } from '../../scripts/check/deck-rules.ts'
import { lookAtDeck } from '../../scripts/check/read-deck.ts'
import { positionAt } from '../../scripts/course/text-position.ts'

const content = '# The headline\n\nWords and {{ mean }}\n\n<StudyCrad />\n'
const slide = {
  no: 1,
  file: '/course/slides.md',
  content,
  frontmatter: {},
  markup: { elements: [{ name: 'StudyCrad', start: content.indexOf('<StudyCrad') }], text: 'The headline Words' },
  positionOf: (offset: number) => positionAt(content, offset),
  positionOfKey: () => ({ line: 1, column: 1 }),
} as unknown as Slide

function box(left: number, top: number, right: number, bottom: number): Box {
  return { left, top, right, bottom }
}

let block = 0
function run(text: string, line: Box, more: Partial<TextRun> = {}): TextRun {
  return { text, lines: [line], size: 24, block: block++, fine: false, footer: false, hidden: false, ...more }
}

function picture(at: Box, more: Partial<Shape> = {}): Shape {
  return { element: 'svg', label: 'A chart', box: at, kind: 'picture', footer: false, ...more }
}

function measured(more: Partial<MeasuredSlide>): MeasuredSlide {
  return { no: 1, width: 980, height: 552, runs: [run('The headline', box(44, 30, 400, 70))], shapes: [], brokenImages: [], ...more }
}

function look(more: Partial<RenderedDeck>) {
  return lookAtDeck({
    deck: { place: { name: 'course', folder: '/course', project: '/', quizFolder: '/' }, slides: [slide] },
    origin: 'http://127.0.0.1:1',
    measured: [measured({})],
    measuredInPrint: [],
    access: [],
    broken: [],
    messages: [],
    vueReports: [],
    compileErrors: [],
    failedRequests: [],
    externalRequests: [],
    components: ['StudyCard'],
    ...more,
  }).map(({ rule, message }) => `${rule}: ${message}`)
}

describe('slide-overflow', () => {
  const headline = run('The headline', box(44, 30, 400, 70))

  it.each<[what: string, slide: Partial<MeasuredSlide>]>([
    ['text that ends above the edge', { runs: [headline, run('Last line', box(44, 520, 300, 551))] }],
    ['lines of one paragraph set tight', { runs: [{ ...headline, lines: [box(44, 30, 400, 72), box(44, 66, 400, 108)] }] }],
    ['neighbouring paragraphs whose line boxes touch', { runs: [headline, run('Next', box(44, 64, 400, 104))] }],
    ['a label beside its neighbour', { runs: [headline, run('n = 31', box(400, 30, 460, 70))] }],
    ['an outline of text', { runs: [run('LDN', box(44, 90, 90, 120)), run('LDN', box(45, 91, 91, 121))] }],
    ['text in a box that is a little lower than its line', { runs: [run('Tight', box(44, 30, 200, 66), { window: box(44, 34, 400, 62) })] }],
    ['text above the footer', { footerTop: 520, runs: [headline, run('Lecture S1', box(44, 525, 120, 540), { footer: true })] }],
    ['a background that fills the slide', { shapes: [picture(box(0, 0, 980, 552), { kind: 'box' })] }],
  ])('accepts %s', (_, slide) => {
    expect(look({ measured: [measured(slide)] }).filter(text => text.startsWith('slide-overflow'))).toEqual([])
  })

  it.each<[what: string, slide: Partial<MeasuredSlide>, message: RegExp]>([
    ['text below the slide', { runs: [headline, run('Last line', box(44, 540, 300, 580))] }, /28 px beyond the bottom .* from "Last line"/],
    ['a picture that is too wide', { shapes: [picture(box(500, 100, 1100, 300))] }, /120 px beyond the right edge .* "A chart"/],
    ['text that a box cuts off', { runs: [headline, run('Third line', box(44, 130, 300, 160), { window: box(44, 70, 400, 130) })] }, /"Third line" is cut off/],
    ['a line that a box cuts in two', { runs: [run('Long line', box(44, 30, 500, 60), { window: box(44, 30, 300, 60) })] }, /"Long line" is cut off/],
    ['text on top of other text', { runs: [run('LDN', box(44, 100, 144, 130)), run('Placebo', box(100, 105, 200, 135))] }, /"LDN" and "Placebo" stand on top/],
    ['body text in the footer', { footerTop: 520, runs: [run('Too long', box(44, 500, 300, 545))] }, /16 px into the footer/],
    ['a table in the footer', { footerTop: 520, shapes: [picture(box(44, 100, 900, 540), { kind: 'table', label: 'Study' })] }, /20 px into the footer/],
  ])('finds %s', (_, slide, message) => {
    expect(look({ measured: [measured(slide)] })).toEqual([expect.stringMatching(message)])
  })

  it('looks at the printed slide too, and says so when only that is wrong', () => {
    const low = measured({ runs: [run('Last line', box(44, 540, 300, 580))] })
    expect(look({ measuredInPrint: [low] })).toEqual([expect.stringContaining('Slide 1 in the handout: ')])
    expect(look({ measured: [low], measuredInPrint: [low] })).toHaveLength(1)
  })

  it('says once that there is too much, not also that it lies on the footer', () => {
    const runs = [run('Too long', box(44, 500, 300, 600)), run('Lecture S1', box(44, 525, 120, 540), { footer: true })]
    expect(look({ measured: [measured({ footerTop: 520, runs })] })).toHaveLength(1)
  })
})

describe('tiny-text', () => {
  it('finds the smallest text and counts the others', () => {
    const runs = [run('31', box(44, 90, 60, 100), { size: 12 }), run('Placebo', box(44, 120, 99, 140), { size: 16 })]
    expect(look({ measured: [measured({ runs })] })).toEqual(['tiny-text: Slide 1: "31" is 12 px high (and 1 more).'])
  })

  it.each<[string, Partial<TextRun>]>([
    ['citations', { size: 12, fine: true }],
    ['20 px', { size: 20 }],
    ['text beyond the slide, which has its own finding', { size: 12, lines: [box(0, 600, 90, 620)] }],
  ])('accepts %s', (_, more) => {
    expect(look({ measured: [measured({ runs: [run('The headline', box(44, 30, 400, 70)), run('31', box(44, 90, 60, 100), more)] })] })
      .filter(text => text.startsWith('tiny-text'))).toEqual([])
  })
})

describe('what Vue reports', () => {
  it('finds components that do not exist and says which one was meant', () => {
    const findings = look({ vueReports: [{ kind: 'warning', message: 'Failed to resolve component: StudyCrad\nIf this is a native …', slide: 1 }] })
    expect(findings).toEqual(['unknown-component: There is no component <StudyCrad>.'])
  })

  it('says once what a component of the kit lacks, however many slides show it', () => {
    const report = { kind: 'warning', message: 'Failed to resolve component: Nope', slide: 1 } as const
    expect(look({ vueReports: [report, report] })).toHaveLength(1)
  })

  it('explains a failure by the variable that does not exist', () => {
    const findings = look({
      measured: [measured({ runs: [] })],
      vueReports: [
        { kind: 'warning', message: 'Property "mean" was accessed during render but is not defined on instance.', slide: 1 },
        { kind: 'error', message: 'Cannot read properties of undefined (reading \'x\')', slide: 1 },
      ],
    })
    expect(findings).toEqual(['unknown-variable: There is no variable "mean".'])
  })

  it('reports failures and warnings of components on slides', () => {
    expect(look({ vueReports: [{ kind: 'error', message: 'StudyCard: no study “x”', slide: 1 }, { kind: 'warning', message: 'Missing required prop: "study"', slide: 1 }] }))
      .toEqual(['console-error: Slide 1 fails: StudyCard: no study “x”.', 'console-error: Slide 1: Vue warns: Missing required prop: "study".'])
  })

  it('leaves out what Vue warns of outside slides, and what other rules report', () => {
    expect(look({
      vueReports: [{ kind: 'warning', message: 'Something of Slidev\'s' }],
      messages: [{ kind: 'console', message: 'Failed to load resource: net::ERR_NAME_NOT_RESOLVED' }],
    })).toEqual([])
  })
})

describe('requests', () => {
  it.each<[string, string, RegExp]>([
    ['https://fonts.googleapis.com/css2?family=Inter', 'provider: none', /asks fonts\.googleapis\.com/],
    ['https://cdn.jsdelivr.net/gh/slidevjs/slidev/assets/favicon.png', 'favicon: /favicon.svg', /asks cdn\.jsdelivr\.net for its icon/],
    ['https://images.example.org/a.png', 'public folder', /asks images\.example\.org/],
  ])('finds that %s leaves the computer', (url, mend, message) => {
    const rendered = { externalRequests: [{ url, type: 'other' }, { url, type: 'other' }] }
    expect(look(rendered)).toEqual([expect.stringMatching(message)])
    expect(JSON.stringify(lookAtDeckMends(rendered))).toContain(mend)
  })

  it('finds images that the page could not show', () => {
    expect(look({ measured: [measured({ brokenImages: [{ src: 'http://127.0.0.1:1/made-by-a-component.png' }] })] }))
      .toEqual(['missing-image: The image "/made-by-a-component.png" cannot be shown.'])
  })
})

function lookAtDeckMends(more: Partial<RenderedDeck>) {
  return lookAtDeck({
    deck: { place: { name: 'course', folder: '/course', project: '/', quizFolder: '/' }, slides: [slide] },
    origin: 'http://127.0.0.1:1',
    measured: [],
    measuredInPrint: [],
    access: [],
    broken: [],
    messages: [],
    vueReports: [],
    compileErrors: [],
    failedRequests: [],
    externalRequests: [],
    components: [],
    ...more,
  }).map(({ mend }) => mend)
}

it('every rule says why it matters and looks at something', () => {
  for (const rule of deckRules) {
    expect(rule.why).toMatch(/^[A-Z].*\.$/)
    expect(rule.read ?? rule.look).toBeDefined()
  }
  expect(new Set(deckRules.map(rule => rule.id)).size).toBe(deckRules.length)
})
