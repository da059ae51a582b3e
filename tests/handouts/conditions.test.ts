import type { Dictionary, Pdf, Reference, Writable } from '../../scripts/handouts/pdf-document.ts'
import type { StructureElement } from '../../scripts/handouts/structure.ts'
import { Buffer } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkAccessibility, conditions, examinePdf } from '../../scripts/handouts/accessibility.ts'
import { rebuildParentTree } from '../../scripts/handouts/parent-tree.ts'
import { ascii, asDictionary, asReference, bytesOf, catalogOf, contentOf, getDictionary, getItems, getRaw, has, keysOf, openPdf, pagesOf, register, registerPlainStream, registerStream, remove, resolve, set, setContent, setIdentifier, setStream, text } from '../../scripts/handouts/pdf-document.ts'
import { repairSlides } from '../../scripts/handouts/repair-slides.ts'
import { attachFile } from '../../scripts/handouts/repair/attachments.ts'
import { structureRoot, walkStructure } from '../../scripts/handouts/structure.ts'

/** Three slides as Chromium printed them, with a list, a table, a figure and links. */
const printed = await readFile(fileURLToPath(new URL('../fixtures/pdf/printed-slides.pdf', import.meta.url)))
let good: Uint8Array

beforeAll(async () => {
  const repaired = await repairSlides(printed, [], [], { title: 'T', authors: [], subject: '', keywords: [], language: 'en', date: new Date(0), producer: 'Lectern' })
  expect(repaired.violations).toEqual([])
  good = repaired.bytes
})

const failures = (pdf: Pdf) => [...new Set(checkAccessibility(examinePdf(pdf)).map(violation => violation.condition))]

function all(pdf: Pdf, type: string): StructureElement[] {
  const found: StructureElement[] = []
  walkStructure(pdf, element => element.type === type && found.push(element))
  return found
}

function first(pdf: Pdf, type: string): StructureElement {
  return all(pdf, type)[0]!
}

function edit(pdf: Pdf, change: (content: string) => string, page = pagesOf(pdf)[0]!): void {
  const before = Buffer.from(contentOf(pdf, page)).toString('latin1')
  const after = change(before)
  expect(after).not.toBe(before)
  setContent(pdf, page, Buffer.from(after, 'latin1'))
}

function editXmp(pdf: Pdf, change: (packet: string) => string): void {
  const before = Buffer.from(bytesOf(pdf, getRaw(catalogOf(pdf), 'Metadata'))!).toString('utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  set(pdf, catalogOf(pdf), 'Metadata', registerPlainStream(pdf, after, { Type: 'Metadata', Subtype: 'XML' }))
}

const firstPage = (pdf: Pdf) => pagesOf(pdf)[0]!.dictionary
const firstLink = (pdf: Pdf) => asDictionary(resolve(pdf, getItems(pdf, firstPage(pdf), 'Annots')[0]))!
const attributes = (pdf: Pdf, element: StructureElement, key: string) => getItems(pdf, element.dictionary, 'A').map(item => asDictionary(resolve(pdf, item))!).find(found => has(found, key))!

/** A resource of the first page, under the first name or under a new one. */
function resource(pdf: Pdf, kind: string): Dictionary {
  const resources = getDictionary(pdf, firstPage(pdf), 'Resources')!
  if (!has(resources, kind))
    set(pdf, resources, kind, {})
  return getDictionary(pdf, resources, kind)!
}

function firstFont(pdf: Pdf): Dictionary {
  const fonts = resource(pdf, 'Font')
  return getDictionary(pdf, fonts, keysOf(fonts)[0]!)!
}

function descendant(pdf: Pdf): Dictionary {
  return asDictionary(resolve(pdf, getItems(pdf, firstFont(pdf), 'DescendantFonts')[0]))!
}

/** Puts an element without content at the end of the document, or of another element. */
function add(pdf: Pdf, type: string, entries: Record<string, Writable> = {}, parent = first(pdf, 'Document').reference): Reference {
  const element = register(pdf, { Type: 'StructElem', S: type, P: parent, ...entries })
  const holder = asDictionary(resolve(pdf, parent))!
  set(pdf, holder, 'K', [...getItems(pdf, holder, 'K'), element])
  return element
}

/** Puts an annotation on the first page, held by an element when a type is given. */
function annotate(pdf: Pdf, entries: Record<string, Writable>, type?: string): Dictionary {
  const annotation = register(pdf, { Type: 'Annot', Rect: [10, 10, 30, 30], F: 4, ...entries })
  set(pdf, firstPage(pdf), 'Annots', [...getItems(pdf, firstPage(pdf), 'Annots'), annotation])
  if (type) {
    add(pdf, type, { K: { Type: 'OBJR', Obj: annotation, Pg: pagesOf(pdf)[0]!.reference } })
    rebuildParentTree(pdf)
  }
  return asDictionary(resolve(pdf, annotation))!
}

function attach(pdf: Pdf): Dictionary {
  attachFile(pdf, { name: 'references.ris', bytes: Buffer.from('TY  - JOUR'), mime: 'application/x-research-info-systems', description: 'References', relationship: 'Supplement', date: new Date(0) })
  return asDictionary(resolve(pdf, getItems(pdf, catalogOf(pdf), 'AF')[0]))!
}

/** Paints a form with a rectangle that is tagged by the form itself. */
function paintForm(pdf: Pdf, times: number): void {
  const form = registerStream(pdf, Buffer.from('/P <</MCID 0>> BDC 0 0 9 9 re f EMC'), { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 9, 9], StructParents: 0 })
  set(pdf, resource(pdf, 'XObject'), 'Tagged', form)
  add(pdf, 'P', { K: { Type: 'MCR', MCID: 0, Stm: form, Pg: pagesOf(pdf)[0]!.reference } })
  rebuildParentTree(pdf)
  edit(pdf, content => `${content}\n${'/Tagged Do\n'.repeat(times)}`)
}

/** Takes the document's language away and gives it to its text and its title. */
function speakElsewhere(pdf: Pdf, { text: inText = true, title = true, outline = true }): void {
  remove(catalogOf(pdf), 'Lang')
  if (inText)
    set(pdf, first(pdf, 'Document').dictionary, 'Lang', ascii('en'))
  else
    walkStructure(pdf, ({ dictionary }) => remove(dictionary, 'Lang'))
  if (title)
    editXmp(pdf, packet => packet.replace('xml:lang="x-default">T<', 'xml:lang="en">T<'))
  if (!outline)
    remove(catalogOf(pdf), 'Outlines')
}

const spoilers: [condition: string, what: string, spoil: (pdf: Pdf) => void][] = [
  ['tagged-document', 'that does not say that it is tagged', pdf => remove(catalogOf(pdf), 'MarkInfo')],
  ['tagged-document', 'that calls its tags suspect', pdf => set(pdf, catalogOf(pdf), 'MarkInfo', { Marked: true, Suspects: true })],
  ['tagged-document', 'without a structure', (pdf) => {
    remove(catalogOf(pdf), 'StructTreeRoot')
    pagesOf(pdf).forEach(page => set(pdf, page.dictionary, 'Annots', []))
  }],
  ['artifact-in-tag', 'with decoration inside text', pdf => edit(pdf, content => content.replace('/MCID 4 >>BDC', '/MCID 4 >>BDC /Artifact BMC EMC'))],
  ['tag-in-artifact', 'with text inside decoration', pdf => edit(pdf, content => content.replace(/(\/\w+ <<\/MCID 4 >>BDC[\s\S]*?EMC)/, '/Artifact BMC $1 EMC'))],
  ['unmarked-content', 'with a drawing that is neither tagged nor decoration', pdf => edit(pdf, content => `${content}\n0 0 9 9 re f`)],
  ['unmarked-content', 'with marked content that nothing holds', pdf => edit(pdf, content => `${content}\n/P <</MCID 77>> BDC 0 0 9 9 re f EMC`)],
  ['structure-types', 'with a structure type of its own', pdf => set(pdf, first(pdf, 'P').dictionary, 'S', 'Paragraph')],
  ['structure-types', 'whose own structure types lead in a circle', (pdf) => {
    set(pdf, first(pdf, 'P').dictionary, 'S', 'One')
    set(pdf, structureRoot(pdf)!, 'RoleMap', { One: 'Two', Two: 'One' })
  }],
  ['structure-types', 'in which a standard structure type stands for another', pdf => set(pdf, structureRoot(pdf)!, 'RoleMap', { Quote: 'Span' })],
  ['parent-tree', 'whose parent tree is empty', pdf => set(pdf, structureRoot(pdf)!, 'ParentTree', register(pdf, { Nums: [] }))],
  ['parent-tree', 'in which an element does not hold what is given to it', pdf => remove(first(pdf, 'LBody').dictionary, 'K')],
  ['parent-tree', 'in which an element holds content that is not there', pdf => set(pdf, asDictionary(resolve(pdf, add(pdf, 'P')))!, 'K', { Type: 'MCR', MCID: 500, Pg: pagesOf(pdf)[0]!.reference })],
  ['parent-tree', 'in which an element names another parent', pdf => set(pdf, first(pdf, 'LBody').dictionary, 'P', first(pdf, 'Document').reference)],
  ['parent-tree', 'with a link that does not know its element', pdf => remove(firstLink(pdf), 'StructParent')],
  ['xmp', 'without metadata', pdf => remove(catalogOf(pdf), 'Metadata')],
  ['xmp', 'with metadata that end too soon', pdf => editXmp(pdf, packet => packet.slice(0, -100))],
  ['pdfua-identifier', 'that does not say that it is accessible', pdf => editXmp(pdf, packet => packet.replace('<pdfuaid:part>1</pdfuaid:part>', ''))],
  ['pdfa-identifier', 'that does not say that it is fit to keep', pdf => editXmp(pdf, packet => packet.replace('>A</pdfaid:conformance>', '>B</pdfaid:conformance>'))],
  ['title', 'without a title', pdf => editXmp(pdf, packet => packet.replace(/<dc:title>.*<\/dc:title>/, ''))],
  ['title', 'with an empty title', pdf => editXmp(pdf, packet => packet.replace('>T</rdf:li>', '></rdf:li>'))],
  ['display-title', 'shown by the name of its file', pdf => remove(catalogOf(pdf), 'ViewerPreferences')],
  ['text-language', 'whose text says no language', pdf => speakElsewhere(pdf, { text: false, outline: false })],
  ['text-language', 'with a language that is none', pdf => set(pdf, first(pdf, 'P').dictionary, 'Lang', ascii('English!'))],
  ['outline-language', 'whose bookmarks say no language', pdf => speakElsewhere(pdf, {})],
  ['metadata-language', 'whose title says no language', pdf => speakElsewhere(pdf, { title: false, outline: false })],
  ['first-heading', 'that begins at level 2', (pdf) => {
    for (const level of [3, 2, 1])
      all(pdf, `H${level}`).forEach(({ dictionary }) => set(pdf, dictionary, 'S', `H${level + 1}`))
  }],
  ['heading-levels', 'that leaves out a level', pdf => add(pdf, 'H3')],
  ['heading-kinds', 'with headings of both kinds', pdf => add(pdf, 'H')],
  ['list-structure', 'with a list item without a body', pdf => set(pdf, first(pdf, 'LBody').dictionary, 'S', 'P')],
  ['list-structure', 'with a list item outside a list', pdf => add(pdf, 'LI')],
  ['contents-structure', 'with a table of contents of paragraphs', pdf => add(pdf, 'P', {}, add(pdf, 'TOC'))],
  ['table-structure', 'with a row outside a table', pdf => add(pdf, 'TR')],
  ['table-structure', 'with two captions', (pdf) => {
    add(pdf, 'Caption', {}, first(pdf, 'Table').reference)
    add(pdf, 'Caption', {}, first(pdf, 'Table').reference)
  }],
  ['table-regularity', 'with a cell too many', pdf => add(pdf, 'TD', {}, first(pdf, 'TR').reference)],
  ['table-regularity', 'with a cell that spans rows which are not there', (pdf) => {
    const cell = all(pdf, 'TD').at(-1)!
    set(pdf, cell.dictionary, 'A', [...getItems(pdf, cell.dictionary, 'A').filter(item => !has(asDictionary(resolve(pdf, item))!, 'RowSpan')), { O: 'Table', RowSpan: 3 }])
  }],
  ['header-cells', 'with a header cell that heads nothing', pdf => add(pdf, 'TH', {}, add(pdf, 'TR', {}, add(pdf, 'Table')))],
  ['header-references', 'with a cell whose header is not there', pdf => set(pdf, attributes(pdf, all(pdf, 'TD')[0]!, 'Headers'), 'Headers', [ascii('nowhere')])],
  ['figure-alternative', 'with a figure without words', pdf => remove(first(pdf, 'Figure').dictionary, 'Alt')],
  ['formula-alternative', 'with a formula without words', pdf => add(pdf, 'Formula')],
  ['note-identifiers', 'with a note without an identifier', pdf => add(pdf, 'Note')],
  ['note-identifiers', 'with two notes of one identifier', (pdf) => {
    add(pdf, 'Note', { ID: ascii('n1') })
    add(pdf, 'Note', { ID: ascii('n1') })
  }],
  ['tab-order', 'in which the tab key goes its own ways', pdf => remove(firstPage(pdf), 'Tabs')],
  ['link-structure', 'with a link in a paragraph', pdf => set(pdf, first(pdf, 'Link').dictionary, 'S', 'P')],
  ['link-description', 'with a link without a description', pdf => remove(firstLink(pdf), 'Contents')],
  ['link-target', 'with a link that leads nowhere', pdf => remove(firstLink(pdf), 'A')],
  ['annotation-structure', 'with a note of a reader outside the structure', pdf => annotate(pdf, { Subtype: 'Text', Contents: text('Hm') })],
  ['annotation-structure', 'with a note of a reader that says nothing', pdf => annotate(pdf, { Subtype: 'Text' }, 'Annot')],
  ['annotation-rect', 'with a link beside the page', pdf => set(pdf, firstLink(pdf), 'Rect', [700, 10, 800, 30])],
  ['attachment-names', 'with an attached file that has no name for older readers', pdf => remove(attach(pdf), 'F')],
  ['form-painted-once', 'that paints tagged content twice', pdf => paintForm(pdf, 2)],
  ['drawings', 'with an image that readers smooth', pdf => register(pdf, { Type: 'XObject', Subtype: 'Image', Interpolate: true })],
  ['font-embedded', 'with a font that it does not bring along', pdf => remove(getDictionary(pdf, descendant(pdf), 'FontDescriptor')!, 'FontFile2')],
  ['font-letters', 'with a font that does not say its letters', pdf => remove(firstFont(pdf), 'ToUnicode')],
  ['unicode-map', 'with glyphs that stand for no letter', pdf => setStream(pdf, asReference(getRaw(firstFont(pdf), 'ToUnicode'))!, Buffer.from('1 beginbfchar <0003> <0020> endbfchar'))],
  ['notdef', 'with a character that the font does not have', pdf => set(pdf, descendant(pdf), 'CIDToGIDMap', registerStream(pdf, Buffer.alloc(2 * 0x10000), {}))],
  ['encryption', 'that is encrypted', pdf => pdf.context.trailerInfo.Encrypt = pdf.context.obj({ Filter: 'Standard' })],
  ['file-identifier', 'without an identifier', pdf => setIdentifier(pdf, '')],
  ['output-intent', 'without a colour profile', pdf => remove(catalogOf(pdf), 'OutputIntents')],
  ['output-intent', 'with a colour profile that is none', pdf => set(pdf, asDictionary(resolve(pdf, getItems(pdf, catalogOf(pdf), 'OutputIntents')[0]))!, 'DestOutputProfile', registerStream(pdf, Buffer.from('none'), { N: 3 }))],
  ['output-intent', 'in colours of a press', pdf => edit(pdf, content => `0 0 0 1 k\n${content}`)],
  ['annotation-flags', 'with a link that is not printed', pdf => set(pdf, firstLink(pdf), 'F', 0)],
  ['attachment-relationship', 'with an attached file that does not say what it is for', pdf => remove(attach(pdf), 'AFRelationship')],
  ['attachment-relationship', 'with an attached file that belongs to nothing', (pdf) => {
    attach(pdf)
    remove(catalogOf(pdf), 'AF')
  }],
  ['active-content', 'that runs a script when it is opened', pdf => set(pdf, catalogOf(pdf), 'OpenAction', { Type: 'Action', S: 'JavaScript', JS: text('app.alert(1)') })],
  ['active-content', 'with a link that starts a program', pdf => set(pdf, firstLink(pdf), 'A', { S: 'Launch', F: text('cmd.exe') })],
  ['streams', 'with a stream in another file', pdf => registerStream(pdf, Buffer.from('x'), { F: text('elsewhere') })],
  ['state-nesting', 'that saves its state too often', pdf => edit(pdf, content => `${'q '.repeat(30)}${'Q '.repeat(30)}\n${content}`)],
]

describe('checkAccessibility', () => {
  it('has nothing to say about a repaired document', async () => {
    expect(failures(await openPdf(good))).toEqual([])
  })

  it.each<[what: string, improve: (pdf: Pdf) => void]>([
    ['an attached file', attach],
    ['a form with tagged content, painted once', pdf => paintForm(pdf, 1)],
    ['a note of a reader in the structure', pdf => annotate(pdf, { Subtype: 'Text', Contents: text('Hm') }, 'Annot')],
    ['notes with identifiers', (pdf) => {
      add(pdf, 'Note', { ID: ascii('n1') })
      add(pdf, 'Note', { ID: ascii('n2') })
    }],
    ['structure types of its own that stand for standard ones', (pdf) => {
      set(pdf, first(pdf, 'P').dictionary, 'S', 'Paragraph')
      set(pdf, structureRoot(pdf)!, 'RoleMap', { Paragraph: 'Body', Body: 'P' })
    }],
    ['its language in the structure and the title', pdf => speakElsewhere(pdf, { outline: false })],
    ['a link to a named place', (pdf) => {
      set(pdf, catalogOf(pdf), 'Names', { Dests: { Kids: [register(pdf, { Names: [ascii('here'), [pagesOf(pdf)[1]!.reference, 'Fit']] })] } })
      remove(firstLink(pdf), 'A')
      set(pdf, firstLink(pdf), 'Dest', ascii('here'))
    }],
    ['a cell over two rows', (pdf) => {
      const table = add(pdf, 'Table')
      add(pdf, 'TD', { A: { O: 'Table', RowSpan: 2 } }, add(pdf, 'TR', {}, table))
      add(pdf, 'TD', {}, asReference(getItems(pdf, asDictionary(resolve(pdf, table))!, 'K')[0])!)
      add(pdf, 'TD', {}, add(pdf, 'TR', {}, table))
    }],
    ['a table of contents', pdf => add(pdf, 'TOCI', {}, add(pdf, 'TOC'))],
    ['a header cell that another cell names', (pdf) => {
      const row = add(pdf, 'TR', {}, add(pdf, 'Table'))
      add(pdf, 'TH', { ID: ascii('h1') }, row)
      add(pdf, 'TD', { A: { O: 'Table', Headers: [ascii('h1')] } }, row)
    }],
  ])('has nothing to say about a document with %s', async (_, improve) => {
    const pdf = await openPdf(good)
    improve(pdf)
    expect(failures(pdf)).toEqual([])
  })

  it.each(spoilers)('finds by %s a document %s, and nothing else', async (condition, _, spoil) => {
    const pdf = await openPdf(good)
    spoil(pdf)
    expect(failures(pdf)).toEqual([condition])
  })

  it('has a spoiled document for each condition', () => {
    expect([...new Set(spoilers.map(([condition]) => condition))].sort()).toEqual(conditions.map(condition => condition.id).sort())
  })

  it('says on which page something is wrong', async () => {
    const pdf = await openPdf(good)
    remove(first(pdf, 'Figure').dictionary, 'Alt')
    set(pdf, firstLink(pdf), 'Rect', [700, 10, 800, 30])
    expect(checkAccessibility(examinePdf(pdf))).toEqual([
      { condition: 'figure-alternative', page: 3, message: 'a figure has no text alternative' },
      { condition: 'annotation-rect', page: 1, message: 'an annotation lies outside the page' },
    ])
  })

  it('names the characters that a font does not have', async () => {
    const pdf = await openPdf(good)
    const map = bytesOf(pdf, getRaw(firstFont(pdf), 'ToUnicode'))!
    edit(pdf, content => `${content}\n/P <</MCID 90>> BDC BT /${keysOf(resource(pdf, 'Font'))[0]} 9 Tf /Span <</ActualText <FEFF5B57>>> BDC <0000> Tj EMC ET EMC`)
    const page = pagesOf(pdf)[0]!.reference
    add(pdf, 'P', { K: { Type: 'MCR', MCID: 90, Pg: page } })
    rebuildParentTree(pdf)
    expect(map.length).toBeGreaterThan(0)
    expect(checkAccessibility(examinePdf(pdf)).map(({ message }) => message)).toEqual([expect.stringMatching(/ lacks "字" \(U\+5B57\)$/)])
  })

  it('gives every condition a requirement and a clause', () => {
    for (const { requirement, clause, matterhorn } of conditions) {
      expect(requirement).toMatch(/^[A-Z].*\.$/)
      expect(clause).toMatch(/^ISO \d+/)
      expect(matterhorn.every(name => /^\d\d-\d{3}$/.test(name))).toBe(true)
    }
  })
})
