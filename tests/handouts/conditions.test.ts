import type { Pdf } from '../../scripts/handouts/pdf-document.ts'
import type { StructureElement } from '../../scripts/handouts/structure.ts'
import { Buffer } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checkAccessibility, conditions, examinePdf } from '../../scripts/handouts/accessibility.ts'
import { asDictionary, catalogOf, contentOf, getDictionary, getItems, keysOf, openPdf, pagesOf, registerPlainStream, remove, resolve, set, setContent } from '../../scripts/handouts/pdf-document.ts'
import { repairSlides } from '../../scripts/handouts/repair-slides.ts'
import { walkStructure } from '../../scripts/handouts/structure.ts'

const printed = await readFile(fileURLToPath(new URL('../fixtures/pdf/printed-slides.pdf', import.meta.url)))
const good = await repairSlides(printed, [], [], { title: 'T', authors: [], subject: '', keywords: [], language: 'en', date: new Date(0), producer: 'Lectern' })

function first(pdf: Pdf, type: string): StructureElement {
  let found: StructureElement | undefined
  walkStructure(pdf, (element) => {
    if (element.type === type)
      found ??= element
  })
  return found!
}

function edit(pdf: Pdf, change: (content: string) => string): void {
  const page = pagesOf(pdf)[0]!
  setContent(pdf, page, Buffer.from(change(Buffer.from(contentOf(pdf, page)).toString('latin1')), 'latin1'))
}

const firstLink = (pdf: Pdf) => asDictionary(resolve(pdf, getItems(pdf, pagesOf(pdf)[0]!.dictionary, 'Annots')[0]))!
function firstFont(pdf: Pdf) {
  const fonts = getDictionary(pdf, getDictionary(pdf, pagesOf(pdf)[0]!.dictionary, 'Resources')!, 'Font')!
  return getDictionary(pdf, fonts, keysOf(fonts)[0]!)!
}

describe('checkAccessibility', () => {
  it('has nothing to say about a repaired document', async () => {
    expect(checkAccessibility(examinePdf(await openPdf(good.bytes)))).toEqual([])
  })

  it.each<[what: string, condition: string, spoil: (pdf: Pdf) => void]>([
    ['an untagged document', 'marked-content', pdf => remove(catalogOf(pdf), 'MarkInfo')],
    ['content outside the structure', 'marked-content', pdf => edit(pdf, content => `${content}\n0 0 9 9 re f`)],
    ['structure inside an artifact', 'marked-content', pdf => edit(pdf, content => `${content}\n/Artifact BMC /P <</MCID 0>> BDC EMC EMC`)],
    ['text that the structure does not know', 'marked-content', pdf => edit(pdf, content => content.replace('/MCID 4', '/MCID 99'))],
    ['an unknown structure type', 'structure-types', pdf => set(pdf, first(pdf, 'P').dictionary, 'S', 'Paragraph')],
    ['no language', 'metadata', pdf => remove(catalogOf(pdf), 'Lang')],
    ['no title in the metadata', 'metadata', pdf => set(pdf, catalogOf(pdf), 'Metadata', registerPlainStream(pdf, '<x/>', { Type: 'Metadata' }))],
    ['a file name shown for the title', 'metadata', pdf => remove(catalogOf(pdf), 'ViewerPreferences')],
    ['a level of headings left out', 'heading-levels', pdf => set(pdf, first(pdf, 'H1').dictionary, 'S', 'H2')],
    ['a figure without words', 'figure-alternative', pdf => remove(first(pdf, 'Figure').dictionary, 'Alt')],
    ['a list item without a body', 'list-structure', pdf => set(pdf, first(pdf, 'LBody').dictionary, 'S', 'P')],
    ['a cell outside a row', 'table-structure', pdf => set(pdf, first(pdf, 'TR').dictionary, 'S', 'Div')],
    ['a header cell that heads nothing', 'table-structure', pdf => remove(first(pdf, 'TH').dictionary, 'A')],
    ['a link without a description', 'link-description', pdf => remove(firstLink(pdf), 'Contents')],
    ['a link that leads nowhere', 'link-description', pdf => remove(firstLink(pdf), 'A')],
    ['a link outside the structure', 'link-description', pdf => set(pdf, first(pdf, 'Link').dictionary, 'K', [])],
    ['a font that does not say its letters', 'fonts', pdf => remove(firstFont(pdf), 'ToUnicode')],
    ['a font that is not embedded', 'fonts', pdf => set(pdf, firstFont(pdf), 'DescendantFonts', [])],
  ])('finds %s', async (_, condition, spoil) => {
    const pdf = await openPdf(good.bytes)
    spoil(pdf)
    expect(checkAccessibility(examinePdf(pdf)).map(violation => violation.condition)).toContain(condition)
  })

  it('has a spoiled document for each condition', () => {
    expect(conditions.map(condition => condition.id).sort()).toEqual(['figure-alternative', 'fonts', 'heading-levels', 'link-description', 'list-structure', 'marked-content', 'metadata', 'structure-types', 'table-structure'])
  })
})
