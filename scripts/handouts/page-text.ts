import type { Operand, Operator } from './content-stream.ts'
import type { Dictionary, Pdf, PdfPage } from './pdf-document.ts'
import { LecternError } from '../errors.ts'
import { paintOperators, readOperators, textOperators } from './content-stream.ts'
import { codeWidth, decodeTextString, readCodes, readToUnicode, shownStrings } from './font-codes.ts'
import { asDictionary, asNumber, asReference, bytesOf, contentOf, getDictionary, getName, getRaw, has, keyOf, resolve } from './pdf-document.ts'

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
  /** Artifacts inside structured content. */
  artifactsInTags: number
  /** Structured content inside artifacts. */
  tagsInArtifacts: number
  /** Numbers of the marked content, those of the page itself under "" and those of a form under the form's key. */
  marked: Map<string, Set<number>>
  /** Numbers of the marked content that says its own language, likewise. */
  spoken: Map<string, Set<number>>
  /** Keys of the forms with marked content of their own, once for each time they are painted. */
  taggedForms: string[]
  /** The character codes shown in each font, by the font's key. */
  shown: Map<string, Set<number>>
  /** What letters a single code stands for where it is shown with them beside it, by font and code: "7 0 R 36". */
  asides: Map<string, Set<string>>
  /** Colours by the numbers of a device: "DeviceRGB". */
  deviceColours: Set<string>
  /** How deep graphics states are saved inside one another. */
  deepestState: number
}

export function emptyPageText(): PageText {
  return {
    tagged: '',
    artifact: '',
    unmarked: '',
    byMcid: new Map(),
    drawn: new Set(),
    unmarkedPaints: 0,
    artifactsInTags: 0,
    tagsInArtifacts: 0,
    marked: new Map(),
    spoken: new Map(),
    taggedForms: [],
    shown: new Map(),
    asides: new Map(),
    deviceColours: new Set(),
    deepestState: 0,
  }
}

/**
 * More operators than any document for people has, and for each of its pages; forms painted by forms could otherwise keep
 * a reader busy for ever.
 */
const mostOperators = 2_000_000
const mostOnPage = 50_000
/** What it costs to paint a form, in operators. */
const formCost = 200

/** A font of a page's resources, read once for the document. */
interface Font { key: string, width: 1 | 2, letters: Map<number, string> }

interface DocumentReader {
  pdf: Pdf
  fonts: Map<string, Font>
  /** Forms that were painted, read once. */
  forms: Map<string, Form>
  operatorsLeft: number
}

/** A drawing of its own that pages paint (ISO 32000-1 §8.10). */
interface Form { key: string, hasParents: boolean, operators: Operator[], resources?: Dictionary }

/** Reads the text of every page; fonts are read once. */
export function createTextReader(pdf: Pdf): (page: PdfPage) => PageText {
  const reader: DocumentReader = { pdf, fonts: new Map(), forms: new Map(), operatorsLeft: mostOperators }
  return (page) => {
    const found = emptyPageText()
    reader.operatorsLeft += mostOnPage
    const resources = inheritedResources(pdf, page.dictionary)
    readContent(reader, { operators: readOperators(contentOf(pdf, page)), key: '', resources, depth: 0, states: 0 }, found, [])
    return found
  }
}

interface Mark { artifact: boolean, mcid?: number, actualText?: string, speaks?: boolean }

/** A content stream: a page's own, or that of a form painted on it. */
interface Content {
  operators: readonly Operator[]
  /** Whose numbers its marked content has: the page's ("") or a form's of its own. */
  key: string
  resources: Dictionary | undefined
  depth: number
  /** How deep graphics states were saved where it is painted. */
  states: number
}

const deviceOperators: Readonly<Record<string, string>> = { rg: 'DeviceRGB', RG: 'DeviceRGB', g: 'DeviceGray', G: 'DeviceGray', k: 'DeviceCMYK', K: 'DeviceCMYK' }

/** @returns whether the stream itself marks content with numbers. */
function readContent(reader: DocumentReader, stream: Content, found: PageText, marks: Mark[]): { tagged: boolean } {
  const { operators, resources, key, depth } = stream
  const { pdf } = reader
  reader.operatorsLeft -= operators.length + (depth > 0 ? formCost : 0)
  if (reader.operatorsLeft < 0)
    throw new LecternError('The pages paint more than can be examined.', { code: 'too-complex', mend: 'Print the document anew, for example from the program that made it.' })
  let font: Font | undefined
  const saved: (Font | undefined)[] = []
  let tagged = false

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

  for (const { name, operands } of operators) {
    const [first, second] = operands
    switch (name) {
      case 'q':
        saved.push(font)
        found.deepestState = Math.max(found.deepestState, stream.states + saved.length)
        break
      case 'Q':
        if (saved.length > 0)
          font = saved.pop()
        break
      case 'BMC':
      case 'BDC': {
        const mark = name === 'BMC' ? { artifact: isName(first, 'Artifact') } : readMark(pdf, first, second, resources)
        if (mark.artifact && marks.some(outer => outer.mcid !== undefined))
          found.artifactsInTags++
        if (mark.mcid !== undefined) {
          tagged = true
          if (marks.some(outer => outer.artifact))
            found.tagsInArtifacts++
          note(found.marked, key, mark.mcid)
          if (mark.speaks || marks.some(outer => outer.speaks))
            note(found.spoken, key, mark.mcid)
        }
        marks.push(mark)
        break
      }
      case 'EMC':
        marks.pop()
        break
      case 'Tf':
        font = first?.kind === 'name' ? fontNamed(reader, resources, first.value) : undefined
        break
      case 'Do': {
        const form = first?.kind === 'name' ? formNamed(reader, resources, first.value) : undefined
        if (form === undefined || depth > 10) {
          paint()
          noteColour(found, first?.kind === 'name' ? colourOfImage(pdf, resources, first.value) : undefined)
          break
        }
        const own = form.hasParents ? form.key : key
        const inside = readContent(reader, { operators: form.operators, key: own, resources: form.resources ?? resources, depth: depth + 1, states: stream.states + saved.length }, found, marks)
        if (inside.tagged)
          found.taggedForms.push(form.key)
        break
      }
      case 'cs':
      case 'CS':
        noteColour(found, first?.kind === 'name' ? first.value : undefined)
        break
      case 'sh':
      case 'BI':
        paint()
        break
      default:
        if (deviceOperators[name] !== undefined) {
          found.deviceColours.add(deviceOperators[name])
        }
        else if (textOperators.has(name)) {
          const codes = font ? shownStrings(operands).flatMap(bytes => readCodes(bytes, font!.width)) : []
          codes.forEach(code => note(found.shown, font!.key, code))
          const beside = codes.length === 1 ? marks.at(-1)?.actualText : undefined
          if (beside)
            note(found.asides, `${font!.key} ${codes[0]}`, beside)
          add(codes.map(code => font!.letters.get(code) ?? '').join(''))
        }
        else if (paintOperators.has(name)) {
          paint()
        }
    }
  }
  return { tagged }
}

function note<Value>(notes: Map<string, Set<Value>>, key: string, value: Value): void {
  const known = notes.get(key)
  if (known)
    known.add(value)
  else
    notes.set(key, new Set([value]))
}

function noteColour(found: PageText, space: string | undefined): void {
  if (space?.startsWith('Device') && space !== 'DeviceN')
    found.deviceColours.add(space)
}

/** The name of an image's colour space, when it is no more than a name. */
function colourOfImage(pdf: Pdf, resources: Dictionary | undefined, name: string): string | undefined {
  const objects = resources && getDictionary(pdf, resources, 'XObject')
  const image = objects && getDictionary(pdf, objects, name)
  return image && getName(pdf, image, 'ColorSpace')
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
      speaks: properties.entries.has('Lang'),
    }
  }
  if (properties?.kind === 'name' && resources) {
    const named = getDictionary(pdf, resources, 'Properties')
    const entry = named && getDictionary(pdf, named, properties.value)
    const mcid = entry && resolve(pdf, getRaw(entry, 'MCID'))
    return { artifact, mcid: asNumber(mcid), speaks: entry && has(entry, 'Lang') }
  }
  return { artifact }
}

function formNamed({ pdf, forms }: DocumentReader, resources: Dictionary | undefined, name: string): Form | undefined {
  const objects = resources && getDictionary(pdf, resources, 'XObject')
  const reference = asReference(objects && getRaw(objects, name))
  const known = reference && forms.get(keyOf(reference))
  if (known)
    return known
  const dictionary = asDictionary(resolve(pdf, reference))
  if (!reference || !dictionary || getName(pdf, dictionary, 'Subtype') !== 'Form')
    return undefined
  const form = {
    key: keyOf(reference),
    hasParents: has(dictionary, 'StructParents'),
    operators: readOperators(bytesOf(pdf, reference) ?? new Uint8Array()),
    resources: getDictionary(pdf, dictionary, 'Resources'),
  }
  forms.set(form.key, form)
  return form
}

/** A page's resources, its own or those of the branch of the page tree on which it is (ISO 32000-1 §7.7.3.4). */
export function inheritedResources(pdf: Pdf, page: Dictionary): Dictionary | undefined {
  return inherited(pdf, page, node => getDictionary(pdf, node, 'Resources'))
}

/** What a page says itself or else the nearest branch of the page tree above it. */
export function inherited<Value>(pdf: Pdf, page: Dictionary, read: (node: Dictionary) => Value | undefined): Value | undefined {
  const passed = new Set<Dictionary>()
  for (let node: Dictionary | undefined = page; node !== undefined && !passed.has(node); node = getDictionary(pdf, node, 'Parent')) {
    passed.add(node)
    const value = read(node)
    if (value !== undefined)
      return value
  }
  return undefined
}

function fontNamed({ pdf, fonts }: DocumentReader, resources: Dictionary | undefined, name: string): Font | undefined {
  const named = resources && getDictionary(pdf, resources, 'Font')
  const raw = named && getRaw(named, name)
  const dictionary = asDictionary(resolve(pdf, raw))
  if (!dictionary)
    return undefined
  const reference = asReference(raw)
  const key = reference ? keyOf(reference) : name
  const known = fonts.get(key)
  if (known && reference)
    return known
  const map = bytesOf(pdf, getRaw(dictionary, 'ToUnicode'))
  const font = { key, width: codeWidth(pdf, dictionary), letters: map ? readToUnicode(map) : new Map<number, string>() }
  fonts.set(key, font)
  return font
}

function isName(operand: Operand | undefined, value: string): boolean {
  return operand?.kind === 'name' && operand.value === value
}
