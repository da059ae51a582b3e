import type { FoundPlace } from '../../../scripts/handouts/notes/places.ts'
import type { Dictionary, Pdf } from '../../../scripts/handouts/pdf-document.ts'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkAccessibility, examinePdf } from '../../../scripts/handouts/accessibility.ts'
import { readMarkedPages } from '../../../scripts/handouts/imposition/marked-pages.ts'
import { describeShellLinks } from '../../../scripts/handouts/notes/describe-shell-links.ts'
import { writeOutline } from '../../../scripts/handouts/notes/outline.ts'
import { takePlaces } from '../../../scripts/handouts/notes/places.ts'
import { markRepeatedHeads } from '../../../scripts/handouts/notes/repeated-heads.ts'
import { settleHeadings } from '../../../scripts/handouts/notes/settle-headings.ts'
import { dropSliverLinks } from '../../../scripts/handouts/notes/sliver-links.ts'
import { spliceSlides } from '../../../scripts/handouts/notes/splice-slides.ts'
import { pageStructure } from '../../../scripts/handouts/page-structure.ts'
import { createTextReader } from '../../../scripts/handouts/page-text.ts'
import { rebuildParentTree } from '../../../scripts/handouts/parent-tree.ts'
import { asArray, asDictionary, asNumber, asReference, catalogOf, get, getDictionary, getItems, getText, keyOf, openPdf, pagesOf, resolve } from '../../../scripts/handouts/pdf-document.ts'
import { repairSlides } from '../../../scripts/handouts/repair-slides.ts'
import { markArtifacts } from '../../../scripts/handouts/repair/artifacts.ts'
import { finishDocument } from '../../../scripts/handouts/repair/finish-document.ts'
import { renumberIdentifiers } from '../../../scripts/handouts/repair/identifiers.ts'
import { settleLetters } from '../../../scripts/handouts/repair/letters.ts'
import { completeLists } from '../../../scripts/handouts/repair/lists.ts'
import { mapRoles } from '../../../scripts/handouts/repair/roles.ts'
import { structureRoot, walkStructure } from '../../../scripts/handouts/structure.ts'

const fixture = (name: string) => readFile(fileURLToPath(new URL(`../../fixtures/pdf/${name}`, import.meta.url)))
/** Three slides, and a shell of three pages with rooms for them (slides 1 and 3, then 2) and a long table, as Chromium printed them. */
const [printedSlides, printedShell] = await Promise.all([fixture('printed-slides.pdf'), fixture('printed-shell.pdf')])
const metadata = { title: 'T', authors: [], subject: '', keywords: [], language: 'en', date: new Date(0), producer: 'Lectern' }

let slides: Uint8Array
let pdf: Pdf
let places: FoundPlace[]

beforeAll(async () => {
  slides = (await repairSlides(printedSlides, [], ['One', 'Two', 'Three'], metadata)).bytes
  const shell = await openPdf(printedShell)
  places = takePlaces(shell)
  settleLetters(shell)
  dropSliverLinks(shell)
  markRepeatedHeads(shell)
  markArtifacts(shell)
  completeLists(shell)
  spliceSlides(shell, await openPdf(slides), (await readMarkedPages(slides)).content, places)
  settleHeadings(shell)
  mapRoles(shell)
  renumberIdentifiers(shell)
  rebuildParentTree(shell)
  describeShellLinks(shell)
  writeOutline(shell, [{ title: 'First', place: 'part/first', children: [{ title: 'One', place: 'slide/0' }, { title: 'Three', place: 'slide/2' }] }, { title: 'Two', place: 'slide/1' }, { title: 'Nowhere', place: 'slide/9' }], new Map(places.map(place => [place.place, place])))
  const finished = await finishDocument(shell, metadata)
  expect(finished.violations).toEqual([])
  pdf = await openPdf(finished.bytes)
})

const texts = (of: Pdf) => pagesOf(of).map(createTextReader(of))
const bare = (text: string) => text.replace(/\s/g, '')

function elementsOf(type: string): Dictionary[] {
  const found: Dictionary[] = []
  walkStructure(pdf, element => element.type === type && found.push(element.dictionary))
  return found
}

describe('takePlaces', () => {
  it('finds each room and each marked heading once, with its page', () => {
    expect(places.map(({ place, pageNumber, demote }) => [place, pageNumber, demote])).toEqual([
      ['part/first', 1, 0],
      ['slide/0', 1, 1],
      ['slide/2', 1, 1],
      ['part/second', 2, 0],
      ['slide/1', 2, 1],
    ])
    const [left, bottom, right, top] = places.find(({ place }) => place === 'slide/0')!.box
    expect((right - left) / (top - bottom)).toBeCloseTo(980 / 552, 1)
  })
})

describe('spliceSlides', () => {
  it('gives a document that meets every condition', () => {
    expect(checkAccessibility(examinePdf(pdf))).toEqual([])
  })

  it('keeps every word of the slides and of the shell, on the page where the room is', async () => {
    const before = texts(await openPdf(slides)).map(({ tagged }) => bare(tagged))
    const after = texts(pdf).map(({ tagged }) => bare(tagged))
    expect(after[0]).toContain(before[0])
    expect(after[0]).toContain(before[2])
    expect(after[1]).toContain(before[1])
    expect(after[0]).toContain('Wordstothefirstslide1')
    expect(after.join('')).toContain('Row60Cell')
  })

  it('puts the slides\' headings below those of the shell', () => {
    const levels: string[] = []
    walkStructure(pdf, ({ type }) => /^H\d$/.test(type) && levels.push(type))
    expect(levels).toEqual(['H1', 'H2', 'H2', 'H1', 'H2'])
  })

  it('keeps links inside and leads them to the slide\'s new place', () => {
    const numbers = new Map(pagesOf(pdf).map((page, index) => [keyOf(page.reference), index + 1]))
    const links = pagesOf(pdf).flatMap(({ dictionary }) => getItems(pdf, dictionary, 'Annots')).map(item => asDictionary(resolve(pdf, item))!)
    expect(links.map(link => getText(pdf, link, 'Contents'))).toEqual(['Reference 1', 'https://example.org/page', 'Slide 3'])
    const toThird = asArray(get(pdf, links[2]!, 'Dest') ?? get(pdf, getDictionary(pdf, links[2]!, 'A')!, 'D'))!
    expect(numbers.get(keyOf(asReference(toThird[0])!))).toBe(1)
    const room = places.find(({ place }) => place === 'slide/2')!.box
    expect(asNumber(resolve(pdf, toThird[3]))).toBeGreaterThan(room[1])
    expect(asNumber(resolve(pdf, toThird[3]))).toBeLessThanOrEqual(room[3] + 1)
    const [left, bottom, right, top] = getItems(pdf, links[1]!, 'Rect').map(number => asNumber(resolve(pdf, number))!)
    const first = places.find(({ place }) => place === 'slide/0')!.box
    expect(left! >= first[0] && bottom! >= first[1] && right! <= first[2] && top! <= first[3]).toBe(true)
  })

  it('writes bookmarks to places that are there', () => {
    const read = (parent: Dictionary): unknown[] => {
      const items: unknown[] = []
      for (let item = getDictionary(pdf, parent, 'First'); item; item = getDictionary(pdf, item, 'Next'))
        items.push([getText(pdf, item, 'Title'), ...read(item)])
      return items
    }
    expect(read(getDictionary(pdf, catalogOf(pdf), 'Outlines')!)).toEqual([['First', ['One'], ['Three']], ['Two']])
  })

  it('refuses a room that a page has cut', async () => {
    const shell = await openPdf(printedShell)
    const cut = takePlaces(shell).map(place => ({ ...place, box: [place.box[0], (place.box[1] + place.box[3]) / 2, place.box[2], place.box[3]] as const }))
    const { content } = await readMarkedPages(slides)
    const original = await openPdf(slides)
    expect(() => spliceSlides(shell, original, content, cut)).toThrow('the room of a slide is cut')
  })
})

describe('markRepeatedHeads', () => {
  it('leaves the head of a table once in the structure and on every page to see', () => {
    const pages = texts(pdf)
    expect(pages.map(({ tagged }) => tagged.includes('Name of row'))).toEqual([false, true, false])
    expect(pages.map(({ artifact }) => artifact.includes('Name of row'))).toEqual([false, false, true])
    expect(elementsOf('TH').length).toBeGreaterThanOrEqual(62)
  })
})

describe('pageStructure', () => {
  it('takes the tree apart so that every element of a page is in it once', async () => {
    const original = await openPdf(slides)
    const structure = pageStructure(original, structureRoot(original)!)
    expect([...structure.keys()]).toEqual(pagesOf(original).map(page => keyOf(page.reference)))
    const all = [...structure.values()].flatMap(({ elements }) => elements.map(keyOf))
    expect(new Set(all).size).toBe(all.length)
    expect([...structure.values()].every(({ elements }) => elements.length > 0)).toBe(true)
  })
})
