import type { Operand, Operator } from './content-stream.ts'
import type { Dictionary, Pdf, PdfPage } from './pdf-document.ts'
import { paintOperators, readOperators, textOperators } from './content-stream.ts'
import { codeWidth, decodeTextString, readCodes, readToUnicode, shownStrings } from './font-codes.ts'
import { asDictionary, asReference, bytesOf, contentOf, getDictionary, getName, getRaw, keyOf, resolve } from './pdf-document.ts'

/** What a page says and shows, in the order in which it is painted. */
export interface PageText {
  /** Text inside the structure: what a screen reader reads. */
  tagged: string
  /** Text marked as an artifact: decoration. */
  artifact: string
  /** Text that is neither; none is left after the repair. */
  unmarked: string
  /** Text by the number of its marked content. */
  byMcid: Map<number, string>
  /** Numbers of the marked content that paints images or shapes. */
  drawn: Set<number>
  /** Operators that paint without being marked. */
  unmarkedPaints: number
  /** Artifacts inside structured content and the other way round. */
  misnested: number
}

type FontDecoder = (bytes: Uint8Array) => string

/** Reads the text of every page; fonts are read once. */
export function createTextReader(pdf: Pdf): (page: PdfPage) => PageText {
  const fonts = new Map<string, FontDecoder>()
  return (page) => {
    const found: PageText = { tagged: '', artifact: '', unmarked: '', byMcid: new Map(), drawn: new Set(), unmarkedPaints: 0, misnested: 0 }
    const resources = inheritedResources(pdf, page.dictionary)
    readContent(pdf, readOperators(contentOf(pdf, page)), resources, fonts, found, [], 0)
    return found
  }
}

interface Mark { artifact: boolean, mcid?: number, actualText?: string }

function readContent(pdf: Pdf, operators: Operator[], resources: Dictionary | undefined, fonts: Map<string, FontDecoder>, found: PageText, marks: Mark[], depth: number): void {
  let decode: FontDecoder = () => ''
  const add = (text: string) => {
    const actual = marks.findLast(mark => mark.actualText !== undefined)
    if (actual !== undefined) {
      text = actual.actualText!
      actual.actualText = ''
    }
    const owner = marks.findLast(mark => mark.artifact || mark.mcid !== undefined)
    if (owner === undefined) {
      found.unmarked += text
      found.unmarkedPaints++
    }
    else if (owner.artifact) {
      found.artifact += text
    }
    else {
      found.tagged += text
      found.byMcid.set(owner.mcid!, (found.byMcid.get(owner.mcid!) ?? '') + text)
    }
  }
  const paint = () => {
    const owner = marks.findLast(mark => mark.artifact || mark.mcid !== undefined)
    if (owner === undefined)
      found.unmarkedPaints++
    else if (owner.mcid !== undefined)
      found.drawn.add(owner.mcid)
  }

  for (const operator of operators) {
    const [first, second] = operator.operands
    switch (operator.name) {
      case 'BMC':
      case 'BDC': {
        const mark = operator.name === 'BMC' ? { artifact: isName(first, 'Artifact') } : readMark(pdf, first, second, resources)
        if (mark.artifact ? marks.some(outer => outer.mcid !== undefined) : mark.mcid !== undefined && marks.some(outer => outer.artifact))
          found.misnested++
        marks.push(mark)
        break
      }
      case 'EMC':
        marks.pop()
        break
      case 'Tf':
        if (first?.kind === 'name')
          decode = fontDecoder(pdf, resources, first.value, fonts)
        break
      case 'Do': {
        const form = first?.kind === 'name' ? formOf(pdf, resources, first.value) : undefined
        if (form === undefined || depth > 10)
          paint()
        else
          readContent(pdf, readOperators(form.content), form.resources ?? resources, fonts, found, marks, depth + 1)
        break
      }
      case 'sh':
      case 'BI':
        paint()
        break
      default:
        if (textOperators.has(operator.name))
          add(shownStrings(operator.operands).map(bytes => decode(bytes)).join(''))
        else if (paintOperators.has(operator.name))
          paint()
    }
  }
}

function readMark(pdf: Pdf, tag: Operand | undefined, properties: Operand | undefined, resources: Dictionary | undefined): Mark {
  const artifact = isName(tag, 'Artifact')
  if (properties?.kind === 'dictionary') {
    const mcid = properties.entries.get('MCID')
    const actual = properties.entries.get('ActualText')
    return {
      artifact,
      mcid: mcid?.kind === 'number' ? mcid.value : undefined,
      actualText: actual?.kind === 'string' ? decodeTextString(actual.bytes) : undefined,
    }
  }
  if (properties?.kind === 'name' && resources) {
    const named = getDictionary(pdf, resources, 'Properties')
    const entry = named && getDictionary(pdf, named, properties.value)
    const mcid = entry && resolve(pdf, getRaw(entry, 'MCID'))
    return { artifact, mcid: mcid === undefined ? undefined : Number(mcid.toString()) }
  }
  return { artifact }
}

function formOf(pdf: Pdf, resources: Dictionary | undefined, name: string): { content: Uint8Array, resources?: Dictionary } | undefined {
  const objects = resources && getDictionary(pdf, resources, 'XObject')
  const raw = objects && getRaw(objects, name)
  const dictionary = asDictionary(resolve(pdf, raw))
  if (!dictionary || getName(pdf, dictionary, 'Subtype') !== 'Form')
    return undefined
  return { content: bytesOf(pdf, raw) ?? new Uint8Array(), resources: getDictionary(pdf, dictionary, 'Resources') }
}

function inheritedResources(pdf: Pdf, page: Dictionary): Dictionary | undefined {
  for (let node: Dictionary | undefined = page; node !== undefined; node = getDictionary(pdf, node, 'Parent')) {
    const resources = getDictionary(pdf, node, 'Resources')
    if (resources)
      return resources
  }
  return undefined
}

function fontDecoder(pdf: Pdf, resources: Dictionary | undefined, name: string, cache: Map<string, FontDecoder>): FontDecoder {
  const fonts = resources && getDictionary(pdf, resources, 'Font')
  const raw = fonts && getRaw(fonts, name)
  const font = asDictionary(resolve(pdf, raw))
  if (!font)
    return () => ''
  const key = asReference(raw) ? keyOf(asReference(raw)!) : name
  let decoder = cache.get(key)
  if (decoder === undefined) {
    const map = bytesOf(pdf, getRaw(font, 'ToUnicode'))
    decoder = createDecoder(map ? readToUnicode(map) : new Map(), codeWidth(pdf, font))
    cache.set(key, decoder)
  }
  return decoder
}

function createDecoder(map: Map<number, string>, width: 1 | 2): FontDecoder {
  return bytes => readCodes(bytes, width).map(code => map.get(code) ?? '').join('')
}

function isName(operand: Operand | undefined, value: string): boolean {
  return operand?.kind === 'name' && operand.value === value
}
