import type { PageText } from '../../scripts/handouts/page-text.ts'
import type { PrintedSlide } from '../../scripts/handouts/verify-pages.ts'
import type { MeasuredSlide, TextRun } from '../../scripts/slides/measure.ts'
import { describe, expect, it } from 'vitest'
import { unintendedDecoration } from '../../scripts/handouts/hidden-text.ts'
import { emptyPageText } from '../../scripts/handouts/page-text.ts'
import { verifyPages } from '../../scripts/handouts/verify-pages.ts'

function run(text: string, more: Partial<TextRun> = {}): TextRun {
  return { text, lines: [{ left: 40, top: 40, right: 400, bottom: 80 }], size: 24, block: 0, fine: false, footer: false, hidden: false, ...more }
}

function slide(...runs: TextRun[]): MeasuredSlide {
  return { no: 7, width: 980, height: 552, runs, shapes: [], brokenImages: [] }
}

function page(tagged: string, artifact = ''): PageText {
  return { ...emptyPageText(), tagged, artifact }
}

const verify = (printed: Partial<PrintedSlide> & Pick<PrintedSlide, 'slide'>) => verifyPages([{ hasFigure: false, hasWords: true, ...printed }])
const picture = { element: 'svg', label: '', box: { left: 0, top: 0, right: 90, bottom: 90 }, kind: 'picture', footer: false } as const

describe('verifyPages', () => {
  it.each<[what: string, slide: MeasuredSlide, text: PageText]>([
    ['the same words', slide(run('Pain fell by 28.8%')), page('Pain fell by 28.8%')],
    ['other spaces, case and ligatures', slide(run('The first  EFFECT'), run('of\u00ADfice')), page('The ﬁrst eﬀect' + 'office')],
    ['right-to-left text in the order of the eye', slide(run('אבגדהוזחט')), page('טחזוהדגבא')],
    ['text that is cut off or beyond the slide', slide(run('Seen words'), run('Below', { lines: [{ left: 0, top: 560, right: 90, bottom: 580 }] })), page('Seen words')],
    ['decoration as an artifact', slide(run('Words'), run('▢▢', { hidden: true })), page('Words', '▢▢')],
  ])('accepts %s', (_, slide, text) => {
    expect(verify({ slide, text })).toEqual([])
  })

  it('accepts an empty slide that was meant to be empty', () => {
    expect(verify({ slide: slide(), text: page(''), hasWords: false })).toEqual([])
  })

  it.each<[what: string, printed: Partial<PrintedSlide> & Pick<PrintedSlide, 'slide'>, kind: string]>([
    ['a page that does not exist', { slide: slide(run('Words')) }, 'blank'],
    ['a page without its words', { slide: slide(run('Words')), text: page('') }, 'blank'],
    ['a slide that was blank already', { slide: slide(), text: page('') }, 'blank'],
    ['a picture that was not painted', { slide: { ...slide(), shapes: [picture] }, text: page(''), hasWords: false }, 'blank'],
    ['a page of another slide', { slide: slide(run('Pain fell by 28.8%')), text: page('Sleep did not change') }, 'text-missing'],
    ['text hidden from screen readers', { slide: slide(run('Pain fell by 28.8%')), text: page('', 'Pain fell by 28.8%') }, 'text-untagged'],
  ])('finds %s', (_, printed, kind) => {
    expect(verify(printed)).toMatchObject([{ slide: 7, kind }])
  })
})

describe('unintendedDecoration', () => {
  it('finds letters and digits that nobody marked as decoration', () => {
    expect(unintendedDecoration(slide(run('Words')), page('Words', '12 13'))).toBe('12 13')
    expect(unintendedDecoration(slide(run('▢', { hidden: true })), page('', '▢ ·'))).toBeUndefined()
    expect(unintendedDecoration(slide(run('n = 31', { hidden: true })), page('', 'n = 31'))).toBeUndefined()
  })
})
