import type { Pdf, Reference } from '../pdf-document.ts'
import type { FontFace } from './font-face.ts'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LecternError } from '../../errors.ts'
import { ascii, register, registerStream } from '../pdf-document.ts'
import { readFontFace } from './font-face.ts'
import { subsetFont } from './subset-font.ts'
import { readFont } from './woff.ts'

/** Sets lines of text in the fonts of printed matter, which it embeds in one document. */
export interface Typesetter {
  /** Width of a line in points. */
  widthOf: (line: string, size: number) => number
  /** Operators that show a line from a point on; between q and Q, or with nothing to lose of the text state. */
  show: (line: string, size: number, left: number, baseline: number) => string
  /** The fonts by the names that the operators use. */
  fonts: ReadonlyMap<string, Reference>
}

/** A font to set lines in. */
export interface FontFile {
  /** As it stands in the document: letters, digits and hyphens. */
  name: string
  /** A WOFF file of a package ("@fontsource/…") or of the disk (absolute). */
  path: string
  /** Whether to look for a character in it at all, where that is known without reading it. */
  mayHave?: (code: number) => boolean
}

/** In the order in which they are asked for a character. The names are those of the fonts themselves. */
const shipped: readonly FontFile[] = [
  ...['latin', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext', 'vietnamese'].map(script => ({
    name: 'SourceSerif4-Regular',
    path: `@fontsource/source-serif-4/files/source-serif-4-${script}-400-normal.woff`,
  })),
  { name: 'DejaVuSans', path: '@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff' },
]

const faces = new Map<string, FontFace>()

function faceOf(path: string): FontFace {
  const known = faces.get(path) ?? readFontFace(readFont(readFileSync(isAbsolute(path) ? path : fileURLToPath(import.meta.resolve(path)))))
  faces.set(path, known)
  return known
}

function glyphOf({ path, mayHave }: FontFile, code: number): number | undefined {
  return mayHave?.(code) === false ? undefined : faceOf(path).glyphOf(code)
}

/** The characters of a text that neither the shipped fonts nor the further ones have. */
export function missingCharacters(text: string, further: readonly FontFile[] = []): string[] {
  return [...new Set(text)].filter(character => ![...shipped, ...further].some(file => glyphOf(file, character.codePointAt(0)!) !== undefined))
}

/**
 * Embeds what a document needs to have the given lines set: each font once, with no glyph that is not used. `where` says
 * what the lines are, for the error: "the running heads"; `further` fonts are asked for what the shipped ones lack.
 * @throws LecternError "missing-glyph" naming the characters that no font has.
 */
export function createTypesetter(pdf: Pdf, lines: readonly string[], where: string, further: readonly FontFile[] = []): Typesetter {
  const files = [...shipped, ...further]
  const places = new Map<number, { file: number, glyph: number }>()
  const missing: string[] = []
  for (const character of new Set(lines.join(''))) {
    const code = character.codePointAt(0)!
    const file = files.findIndex(file => glyphOf(file, code) !== undefined)
    if (file < 0)
      missing.push(character)
    else
      places.set(code, { file, glyph: glyphOf(files[file]!, code)! })
  }
  if (missing.length > 0)
    throw missingGlyphs(missing, where)

  const fonts = new Map<string, Reference>()
  const numbers = new Map<number, (glyph: number) => number>()
  files.forEach(({ name, path }, file) => {
    const used = [...places].filter(([, place]) => place.file === file)
    if (used.length === 0)
      return
    const embedded = embedFont(pdf, name, faceOf(path), used.map(([code, { glyph }]) => [code, glyph]))
    fonts.set(`Lectern${file}`, embedded.font)
    numbers.set(file, embedded.numberOf)
  })

  const faceFor = (character: string) => {
    const { file, glyph } = places.get(character.codePointAt(0)!)!
    return { face: faceOf(files[file]!.path), file, glyph }
  }
  const advanceOf = (character: string) => {
    const { face, glyph } = faceFor(character)
    return face.widthOf(glyph) / face.unitsPerEm
  }
  const widthOf = (line: string, size: number) => [...line].reduce((sum, character) => sum + (isMark(character) ? 0 : advanceOf(character) * size), 0)
  const show = (line: string, size: number, left: number, baseline: number) => {
    const runs: { file: number, codes: string }[] = []
    const operators = () => runs.splice(0).map(({ file, codes }) => `/Lectern${file} ${size} Tf <${codes}> Tj`)
    const shown: string[] = []
    let letter: Letter | undefined
    for (const character of line) {
      const { face, file, glyph } = faceFor(character)
      const code = numbers.get(file)!(glyph).toString(16).padStart(4, '0')
      const box = face.boundsOf(glyph)?.map(value => value / face.unitsPerEm) as Box | undefined
      if (letter && box && isMark(character)) {
        const { across, up } = placeMark(letter, box)
        // There and back: the next letter stands where it would without the mark.
        shown.push(...operators(), `/Lectern${file} ${size} Tf ${Number((up * size).toFixed(3))} Ts [${Math.round(-across * 1000)} <${code}> ${Math.round((across + advanceOf(character)) * 1000)}] TJ 0 Ts`)
        continue
      }
      letter = { advance: advanceOf(character), top: box?.[3] ?? 0, bottom: box?.[1] ?? 0 }
      const last = runs.at(-1)
      if (last?.file === file)
        last.codes += code
      else
        runs.push({ file, codes: code })
    }
    const isMarked = shown.length > 0
    const text = `BT 0 Tc 0 Tw 100 Tz 0 Tr 0 Ts ${Number(left.toFixed(3))} ${Number(baseline.toFixed(3))} Td ${[...shown, ...operators()].join(' ')} ET`
    // Where the pen goes back and forth, readers would see spaces between letters.
    return isMarked ? `/Span <</ActualText <feff${utf16(line)}>>> BDC ${text} EMC` : text
  }
  return { widthOf, show, fonts }
}

type Box = [left: number, bottom: number, right: number, top: number]

/** A letter that marks are put on, with how far up and down it and its marks reach; in ems. */
interface Letter { advance: number, top: number, bottom: number }

/** A mark of Latin, Greek or Cyrillic that stands above, below or on the letter before it. */
function isMark(character: string): boolean {
  return /[\u0300-\u036F]/.test(character)
}

/** Between a letter and its mark, and between marks; in ems. */
const MARK_GAP = 0.035

/**
 * Where a mark stands, from the end of its letter and from where the font has it: over the middle of the letter, and clear
 * of the letter and of the marks before it. What fonts say about it (GPOS) differs from that by little.
 */
function placeMark(letter: Letter, [left, bottom, right, top]: Box): { across: number, up: number } {
  const across = -letter.advance / 2 - (left + right) / 2
  let up = 0
  if (bottom > 0.3) {
    up = Math.max(0, letter.top + MARK_GAP - bottom)
    letter.top = top + up
  }
  else if (top < 0.1) {
    up = Math.min(0, letter.bottom - MARK_GAP - top)
    letter.bottom = bottom + up
  }
  return { across, up }
}

/** A composite font of a TrueType subset; codes are the subset's glyph numbers (ISO 32000-1 §9.7.4). */
function embedFont(pdf: Pdf, name: string, face: FontFace, used: readonly (readonly [code: number, glyph: number])[]) {
  const subset = subsetFont(face.tables, used.map(([, glyph]) => glyph))
  const scaled = (value: number) => Math.round(value * 1000 / face.unitsPerEm)
  const mapped = used.map(([code, glyph]) => ({ number: subset.numberOf(glyph), code, width: scaled(face.widthOf(glyph)) })).sort((one, other) => one.number - other.number)
  const baseFont = `${subsetTag(subset.bytes)}+${name}`
  const descriptor = register(pdf, {
    Type: 'FontDescriptor',
    FontName: baseFont,
    Flags: 4, // symbolic: its own codes
    FontBBox: face.box.map(scaled),
    ItalicAngle: 0,
    Ascent: scaled(face.ascent),
    Descent: scaled(face.descent),
    CapHeight: scaled(face.ascent),
    StemV: 80,
    FontFile2: registerStream(pdf, subset.bytes, { Length1: subset.bytes.length }),
  })
  const descendant = register(pdf, {
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: baseFont,
    CIDSystemInfo: { Registry: ascii('Adobe'), Ordering: ascii('Identity'), Supplement: 0 },
    FontDescriptor: descriptor,
    CIDToGIDMap: 'Identity',
    DW: scaled(face.widthOf(0)),
    W: mapped.flatMap(({ number, width }) => [number, [width]]),
  })
  const font = register(pdf, {
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: baseFont,
    Encoding: 'Identity-H',
    DescendantFonts: [descendant],
    ToUnicode: registerStream(pdf, new TextEncoder().encode(toUnicode(mapped))),
  })
  return { font, numberOf: subset.numberOf }
}

/** Six letters that tell subsets apart (ISO 32000-1 §9.6.4), the same for the same subset. */
function subsetTag(bytes: Uint8Array): string {
  return [...createHash('sha256').update(bytes).digest().subarray(0, 6)].map(byte => String.fromCharCode(65 + byte % 26)).join('')
}

function toUnicode(mapped: readonly { number: number, code: number }[]): string {
  const digits = (value: number) => value.toString(16).padStart(4, '0')
  const blocks: string[] = []
  for (let at = 0; at < mapped.length; at += 100) {
    const block = mapped.slice(at, at + 100)
    blocks.push(`${block.length} beginbfchar\n${block.map(({ number, code }) => `<${digits(number)}> <${utf16(String.fromCodePoint(code))}>`).join('\n')}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}

/** A text in UTF-16, as hexadecimal digits. */
function utf16(text: string): string {
  return text.split('').map(unit => unit.charCodeAt(0).toString(16).padStart(4, '0')).join('')
}

function missingGlyphs(characters: readonly string[], where: string): LecternError {
  const named = characters.map(character => `${character} (U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')})`).join(', ')
  return new LecternError(`The fonts of printed matter lack characters of ${where}: ${named}.`, {
    code: 'missing-glyph',
    mend: 'Write the title in course.yaml without these characters.',
  })
}
