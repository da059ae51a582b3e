import type { Browser } from 'playwright-core'
import type { Course } from '../../../scripts/course/course.ts'
import type { ExaminedPdf } from '../../../scripts/handouts/conditions/condition.ts'
import type { NotesLayout } from '../../../scripts/handouts/notes/notes-pages.ts'
import type { Dictionary } from '../../../scripts/handouts/pdf-document.ts'
import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../../scripts/browser/launch.ts'
import { loadCourse } from '../../../scripts/course/load-course.ts'
import { checkAccessibility, examinePdf } from '../../../scripts/handouts/accessibility.ts'
import { exportSlides } from '../../../scripts/handouts/export-slides.ts'
import { notesPages } from '../../../scripts/handouts/notes/notes-pages.ts'
import { asArray, asDictionary, asNumber, asReference, asText, bytesOf, catalogOf, get, getDictionary, getItems, getName, getRaw, getText, keyOf, objectsOf, openPdf, resolve } from '../../../scripts/handouts/pdf-document.ts'
import { destinationArray, linkTarget } from '../../../scripts/handouts/repair/links.ts'
import { structureRoot, walkStructure } from '../../../scripts/handouts/structure.ts'
import { writeFiles } from '../../support/temporary-project.ts'
import { handoutCourse, secrets } from './handout-course.ts'

function quiet() {}

/** Whether poppler and qpdf are there to be asked as independent readers. */
const hasReaders = ['pdfinfo', 'pdftotext', 'qpdf'].every(command => existsSync(`/usr/bin/${command}`))

const layouts: readonly NotesLayout[] = ['1up', '3up', 'notes', 'handbook']
const options = { paper: 'a4', grayscale: false, notes: true } as const
/** What stands on pages besides their content. */
const furniture = ['A small course', 'Opening', 'Trials & errors', 'References', 'Contents', 'Disclosures', 'About this course', 'Learning objectives', 'Evidence tables', 'Post-test', 'Slides 1–3', 'Slide 4', 'StudyParticipants and doseResultsLimitation and certainty']
/** Words that stand on one slide only. */
const slideWords = ['first slide claims something', 'Pain fell a little more', 'Zebra crossing', 'Quagga farewell']

let folder: string
let browser: Browser
let course: Course
let slides: Uint8Array
const bytes = new Map<NotesLayout, Uint8Array>()
const made = new Map<NotesLayout, ExaminedPdf>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-notes-'))
  await writeFiles(folder, handoutCourse)
  browser = await launchBrowser()
  course = (await loadCourse({ name: 'demo', folder: join(folder, 'slides/demo'), quizFolder: join(folder, 'quizzes/demo'), project: folder })).course!
  slides = (await exportSlides(course, browser, {}, quiet)).bytes
  for (const layout of layouts) {
    bytes.set(layout, await notesPages({ course, browser, slides, layout, options, progress: quiet }))
    made.set(layout, examinePdf(await openPdf(bytes.get(layout)!)))
    await writeFile(join(folder, `${layout}.pdf`), bytes.get(layout)!)
  }
})

afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

const ask = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, encoding: 'utf8' })
const bare = (text: string) => text.replace(/\s+/g, '').toLowerCase()

/** Numbers (from 1) of the pages that have some words in their structure. */
function pagesWith({ texts }: ExaminedPdf, words: string): number[] {
  return texts.flatMap((text, index) => bare(text.tagged).includes(bare(words)) ? [index + 1] : [])
}

/** The words of an element and of all below it, in reading order. */
function wordsOf({ pdf, pages, texts }: ExaminedPdf, element: Dictionary): string {
  const index = new Map(pages.map((page, at) => [keyOf(page.reference), at]))
  const gather = (dictionary: Dictionary): string => {
    const own = asReference(getRaw(dictionary, 'Pg'))
    return getItems(pdf, dictionary, 'K').map((item) => {
      const object = resolve(pdf, item)
      const inside = asDictionary(object)
      if (inside && getName(pdf, inside, 'S'))
        return gather(inside)
      const page = (inside && asReference(getRaw(inside, 'Pg'))) ?? own
      const mcid = asNumber(object) ?? (inside && asNumber(get(pdf, inside, 'MCID')))
      return page && mcid !== undefined ? texts[index.get(keyOf(page))!]!.byMcid.get(mcid) ?? '' : ''
    }).join('')
  }
  return bare(gather(element))
}

interface Bookmark { title: string, page: number, level: number }

function bookmarksOf({ pdf, pages }: ExaminedPdf): Bookmark[] {
  const numbers = new Map(pages.map((page, index) => [keyOf(page.reference), index + 1]))
  const read = (parent: Dictionary, level: number): Bookmark[] => {
    const found: Bookmark[] = []
    for (let item = getDictionary(pdf, parent, 'First'); item; item = getDictionary(pdf, item, 'Next')) {
      const page = asReference(asArray(get(pdf, item, 'Dest'))?.[0])
      found.push({ title: getText(pdf, item, 'Title')!, page: numbers.get(keyOf(page!))!, level }, ...read(item, level + 1))
    }
    return found
  }
  return read(getDictionary(pdf, catalogOf(pdf), 'Outlines')!, 0)
}

function linksOf({ pdf, pages }: ExaminedPdf) {
  const numbers = new Map(pages.map((page, index) => [keyOf(page.reference), index + 1]))
  return pages.flatMap((page, index) => getItems(pdf, page.dictionary, 'Annots').map((item) => {
    const annotation = asDictionary(resolve(pdf, item))!
    const action = getDictionary(pdf, annotation, 'A')
    const rectangle = getItems(pdf, annotation, 'Rect').map(number => asNumber(resolve(pdf, number))!)
    const destination = get(pdf, annotation, 'Dest') ?? (action && get(pdf, action, 'D'))
    return { from: index + 1, rectangle, contents: getText(pdf, annotation, 'Contents'), name: asText(destination) ?? destination?.toString(), top: asNumber(resolve(pdf, destinationArray(pdf, destination)?.[3])), ...linkTarget(pdf, annotation, numbers) }
  }))
}

describe.each(layouts)('%s.pdf', (layout) => {
  const document = () => made.get(layout)!

  it('meets every condition', () => {
    expect(checkAccessibility(document())).toEqual([])
    const xmp = Buffer.from(bytesOf(document().pdf, getRaw(catalogOf(document().pdf), 'Metadata'))!).toString('utf8')
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>')
  })

  it('has each slide on one page, in the structure, in their order', () => {
    const places = slideWords.map(words => pagesWith(document(), words).filter(page => layout !== 'handbook' || page > 5))
    expect(places.every(pages => pages.length === 1)).toBe(true)
    const order = places.flat()
    expect(order).toEqual([...order].sort((one, other) => one - other))
    const whole = wordsOf(document(), structureRoot(document().pdf)!)
    expect(slideWords.map(words => whole.lastIndexOf(bare(words)))).toEqual(slideWords.map(words => whole.lastIndexOf(bare(words))).sort((one, other) => one - other))
  })

  it('leads every bookmark to the page with what it names', () => {
    const bookmarks = bookmarksOf(document())
    for (const [index, { title }] of course.slides.entries()) {
      const bookmark = bookmarks.find(each => each.title === title)!
      expect(pagesWith(document(), slideWords[index]!)).toContain(bookmark.page)
    }
    for (const { title, page } of bookmarks.filter(({ title, level }) => level === 0 && title !== 'Cover'))
      expect(pagesWith(document(), title)).toContain(page)
  })

  it('keeps links inside their pages, and each leads where it says', () => {
    const links = linksOf(document())
    expect(links.length).toBeGreaterThan(0)
    for (const { from, rectangle: [left, bottom, right, top], contents, url, page } of links) {
      const [, , width, height] = getItems(document().pdf, document().pages[from - 1]!.dictionary, 'MediaBox').map(number => asNumber(resolve(document().pdf, number))!)
      expect(left! >= 0 && bottom! >= 0 && right! <= width! && top! <= height! && left! < right! && bottom! < top!).toBe(true)
      expect(contents).toBeTruthy()
      expect(url ?? page).toBeDefined()
      expect(url ?? '').not.toContain('.invalid')
    }
    const toLastSlide = links.find(({ contents }) => contents === 'Slide 4')!
    expect(pagesWith(document(), 'Quagga farewell')).toContain(toLastSlide.page)
    for (const { contents, page, name } of links.filter(({ contents }) => /^Reference \d+$/.test(contents!))) {
      expect(name).toContain(contents!.replace('Reference ', 'reference-'))
      expect(pagesWith(document(), contents === 'Reference 1' ? 'Younger J, Noor N' : 'Bested K')).toContain(page)
    }
  })

  it('hides nothing: what is no content is running heads, folios and repeated heads of tables', () => {
    for (const [index, { artifact, tagged }] of document().texts.entries()) {
      const rest = furniture.reduce((left, words) => left.replace(words, ''), artifact)
      // Boxes to tick are drawn for the eye.
      expect(rest.replace(/[○□_\s]/g, '')).toBe(layout === 'handbook' && index === 0 ? '' : String(index + 1))
      expect(tagged.trim()).not.toBe('')
    }
  })

  it('holds fonts of the kit only, none of them drawn but those of the slides', () => {
    const names = new Set<string>()
    for (const { dictionary } of document().pages) {
      const fonts = getDictionary(document().pdf, getDictionary(document().pdf, dictionary, 'Resources')!, 'Font')
      for (const font of fonts?.values() ?? [])
        names.add(getName(document().pdf, asDictionary(resolve(document().pdf, font))!, 'BaseFont')?.replace(/^[A-Z]{6}\+/, '') ?? 'Type 3')
    }
    expect([...names].filter(name => !/^(?:Inter|SourceSerif4|DejaVuSans)(?:-\w+)?$|^Type 3$/.test(name))).toEqual([])
  })

  it.skipIf(!hasReaders)('is sound to other readers, with all words and no empty page', () => {
    expect(ask('qpdf', '--check', `${layout}.pdf`)).toContain('No syntax or stream encoding errors found')
    const facts = ask('pdfinfo', `${layout}.pdf`)
    expect(facts).toMatch(/^Tagged: +yes$/m)
    expect(facts).toMatch(/^Page size: .*\(A4\)$/m)
    const pages = ask('pdftotext', `${layout}.pdf`, '-').split('\f').slice(0, -1)
    expect(pages).toHaveLength(document().pages.length)
    expect(pages.filter(page => page.trim().length < 20)).toEqual([])
    for (const words of slideWords)
      expect(bare(pages.join(''))).toContain(bare(words))
  })
})

describe('notes pages', () => {
  it('carry a long note on to the next page without losing a word', () => {
    for (const layout of ['1up', 'notes', 'handbook'] as const) {
      const document = made.get(layout)!
      const whole = wordsOf(document, structureRoot(document.pdf)!)
      expect(whole.split(bare('loses no word on its way there.')).length - 1).toBe(60)
      expect(pagesWith(document, 'loses no word on its way there').length).toBeGreaterThan(1)
    }
  })

  it('have one page of the document for each page of the file: no slide is left behind unseen', () => {
    for (const layout of layouts) {
      const { pdf, pages } = made.get(layout)!
      expect(objectsOf(pdf).map(([, object]) => asDictionary(object)).filter(dictionary => dictionary && getName(pdf, dictionary, 'Type') === 'Page')).toHaveLength(pages.length)
    }
  })

  it('give the same bytes again', async () => {
    const again = await notesPages({ course, browser, slides, layout: 'notes', options, progress: quiet })
    expect(Buffer.from(again).equals(Buffer.from(bytes.get('notes')!))).toBe(true)
  })

  it('take other sheets, fewer slides and no speaker notes', async () => {
    const letter = examinePdf(await openPdf(await notesPages({ course, browser, slides, layout: '1up', options: { paper: 'letter', orientation: 'landscape', grayscale: true, notes: false }, progress: quiet })))
    expect(checkAccessibility(letter)).toEqual([])
    expect(getItems(letter.pdf, letter.pages[0]!.dictionary, 'MediaBox').map(number => Math.round(asNumber(resolve(letter.pdf, number))!))).toEqual([0, 0, 792, 612])
    const text = letter.texts.map(page => page.tagged).join('')
    expect(text).not.toContain('what the trial found')
    expect(text).toContain('31 patients took part')
  })

  it('take what is hard to set: other scripts, tables wider than the page, words without a break, HTML', async () => {
    const note = `שלום לכולם\n\nمرحبا 😀 ≥ 2\n\n| ${Array.from({ length: 16 }, (_, index) => `Column ${index}`).join(' | ')} |\n|${'---|'.repeat(16)}\n| ${Array.from({ length: 16 }, (_, index) => `Supercalifragilistic${index}`).join(' | ')} |\n\n<div style="position:fixed">raw</div>\n\n<script>document.body.innerHTML='gone'</script>\n\n\`\`\`\n${'x'.repeat(300)}\n\`\`\``
    const [first, ...others] = course.slides
    const hard = { ...course, slides: [{ ...first!, note }, ...others] }
    await writeFile(join(folder, 'hard.pdf'), await notesPages({ course: hard, browser, slides, layout: 'notes', options, progress: quiet }))
    const document = examinePdf(await openPdf(await readFile(join(folder, 'hard.pdf'))))
    expect(checkAccessibility(document)).toEqual([])
    const text = bare(document.texts.map(page => page.tagged).join(''))
    for (const words of ['Column 15', 'Supercalifragilistic15', 'x'.repeat(300), '😀', '<script>document.body.innerHTML=\'gone\'</script>', 'Quagga farewell'])
      expect(text).toContain(bare(words))
    if (hasReaders) {
      const right = [...ask('pdftotext', '-bbox', 'hard.pdf', '-').matchAll(/<word [^>]*xMax="([\d.]+)"/g)].map(match => Number(match[1]))
      expect(right.length).toBeGreaterThan(500)
      expect(Math.max(...right)).toBeLessThan(595 - 50)
    }
  })

  it('name characters that cannot be printed before they print anything', async () => {
    const [first, ...others] = course.slides
    const chinese = { ...course, slides: [{ ...first!, note: 'Say 漢字', positionOfNote: () => ({ line: 7, column: 5 }) }, ...others] }
    await expect(notesPages({ course: chinese, browser, slides, layout: 'notes', options, progress: quiet })).rejects.toMatchObject({ code: 'missing-characters', line: 7 })
  })
})

describe('handbook.pdf', () => {
  const document = () => made.get('handbook')!

  it('has the right page number beside every entry of the contents', () => {
    const links = linksOf(document()).filter(({ name }) => /^\/?(?:part|slide)-/.test(name ?? ''))
    const [contents] = pagesWith(document(), 'Contents').slice(-1)
    const start = bookmarksOf(document()).find(({ title }) => title === 'Contents')!.page
    expect(contents).toBeGreaterThanOrEqual(start)
    const entries = links.filter(({ from }) => from === start)
    expect(entries).toHaveLength(8 + 4)
    const labels: string[] = []
    walkStructure(document().pdf, ({ type, dictionary }) => {
      if (type === 'Link' && getItems(document().pdf, dictionary, 'K').length > 0)
        labels.push(wordsOf(document(), dictionary))
    })
    for (const { title, page, level } of bookmarksOf(document()).filter(({ title }) => title !== 'Cover' && title !== 'Contents')) {
      const number = level === 0 ? '' : String(course.slides.find(slide => slide.title === title)!.no)
      expect(labels).toContain(bare(`${number}${title}${page}`))
    }
  })

  it('asks the questions and tells no answer, in any stream', () => {
    const whole = document().texts.map(text => text.tagged + text.artifact).join('')
    expect(whole).toContain('Which dose is low?')
    for (const secret of secrets)
      expect(whole).not.toContain(secret)
  })

  it('has the head of a long table on every page, and once in the structure', () => {
    const pages = pagesWith(document(), 'Women with fibromyalgia who took no opioids')
    expect(pages.length).toBeGreaterThan(1)
    const heads: string[] = []
    walkStructure(document().pdf, ({ type, dictionary }) => type === 'TH' && heads.push(wordsOf(document(), dictionary)))
    expect(heads.filter(head => head === 'participantsanddose')).toHaveLength(1)
    expect(pages.slice(1).every(page => document().texts[page - 1]!.artifact.includes('Participants and dose'))).toBe(true)
  })

  it('carries the references for reference managers', () => {
    const [specification] = getItems(document().pdf, catalogOf(document().pdf), 'AF').map(item => asDictionary(resolve(document().pdf, item))!)
    expect(getText(document().pdf, specification!, 'UF')).toBe('demo.ris')
    const file = Buffer.from(bytesOf(document().pdf, getRaw(getDictionary(document().pdf, specification!, 'EF')!, 'F'))!).toString('utf8')
    expect(file.match(/^ID {2}- .*$/gm)).toEqual(['ID  - younger2013', 'ID  - bested2023'])
  })

  it('labels its pages as the contents number them', () => {
    const labels = getDictionary(document().pdf, catalogOf(document().pdf), 'PageLabels')!
    const [zero, cover, one, rest] = getItems(document().pdf, labels, 'Nums')
    expect([asNumber(zero), asNumber(one)]).toEqual([0, 1])
    expect(getText(document().pdf, asDictionary(resolve(document().pdf, cover))!, 'P')).toBe('Cover')
    expect(asNumber(get(document().pdf, asDictionary(resolve(document().pdf, rest))!, 'St'))).toBe(2)
  })
})
