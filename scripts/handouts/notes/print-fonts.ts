import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readCharacters } from './font-characters.ts'

/** A typeface of printed matter, as the shipped fonts have it. Static weights: a variable font would be drawn (Type 3). */
export interface PrintFont {
  family: 'Inter' | 'Source Serif 4' | 'DejaVu Sans'
  weight: 400 | 600 | 700
  style: 'normal' | 'italic'
  /** Module path of the WOFF2 file. */
  file: string
  /** Characters that the file is for, where a family comes in several files. */
  range?: string
}

const serifRanges = {
  'latin': 'U+20-7E,U+A0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+2010-2027,U+202F-205F,U+20AC,U+2122,U+2212',
  'latin-ext': 'U+100-130,U+132-151,U+154-24F,U+1E00-1EFF',
  'greek': 'U+370-3FF',
} as const

export const printFonts: readonly PrintFont[] = [
  ...(['Regular', 'Italic', 'SemiBold', 'SemiBoldItalic'] as const).map((name): PrintFont => ({
    family: 'Inter',
    weight: name.startsWith('Semi') ? 600 : 400,
    style: name.endsWith('Italic') ? 'italic' : 'normal',
    file: `inter-ui/web/Inter-${name}.woff2`,
  })),
  ...(Object.keys(serifRanges) as (keyof typeof serifRanges)[]).flatMap(subset => ([400, 600] as const).map((weight): PrintFont => ({
    family: 'Source Serif 4',
    weight,
    style: 'normal',
    file: `@fontsource/source-serif-4/files/source-serif-4-${subset}-${weight}-normal.woff2`,
    range: serifRanges[subset],
  }))),
  ...([400, 700] as const).map((weight): PrintFont => ({
    family: 'DejaVu Sans',
    weight,
    style: 'normal',
    file: `@fontsource/dejavu-sans/files/dejavu-sans-latin-${weight}-normal.woff2`,
  })),
]

export function fontPath(font: PrintFont): string {
  return fileURLToPath(import.meta.resolve(font.file))
}

/** Style sheet that names the fonts; each file is asked for at `/fonts/<index>.woff2`. */
export function fontFaces(): string {
  return printFonts.map(({ family, weight, style, range }, index) => `@font-face {
  font-family: "${family}"; font-weight: ${weight}; font-style: ${style}; font-display: block;
  src: url("/fonts/${index}.woff2") format("woff2");${range ? ` unicode-range: ${range};` : ''}
}`).join('\n')
}

let known: Set<number> | undefined

/** Every character that printed matter can be set in: what the text face and the symbol fallback have, at regular weight. */
export function printableCharacters(): ReadonlySet<number> {
  known ??= new Set(printFonts
    .filter(({ family, weight, style }) => family !== 'Source Serif 4' && weight === 400 && style === 'normal')
    .flatMap(font => [...readCharacters(readFileSync(fontPath(font)))]))
  return known
}
