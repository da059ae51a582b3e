import type { FontFile } from '../../scripts/handouts/fonts/typesetter.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join, resolve } from 'node:path'
import process from 'node:process'
import { LecternError } from '../../scripts/errors.ts'
import { readFontFace } from '../../scripts/handouts/fonts/font-face.ts'
import { readFont } from '../../scripts/handouts/fonts/woff.ts'

let found: readonly FontFile[] | undefined

/**
 * Fonts for letters that the shipped ones lack: those of the operator's folder (`LECTERN_FONTS`), and every installed
 * `@fontsource/noto-sans-*` or `@fontsource/noto-serif-*`. In the order of their names, so that every process takes the
 * same; read once.
 * @throws LecternError "font-unreadable" for a file of the folder that cannot be used.
 */
export function certificateFonts(): readonly FontFile[] {
  found ??= [...process.env.LECTERN_FONTS ? folderFonts(process.env.LECTERN_FONTS) : [], ...installedFonts()]
  return found
}

/** Fonts of a folder: WOFF, or OpenType with TrueType outlines. */
export function folderFonts(folder: string): FontFile[] {
  let names: string[]
  try {
    names = readdirSync(folder).filter(name => /\.(?:woff2?|ttf|otf|ttc)$/i.test(name)).sort()
  }
  catch (error) {
    throw new LecternError(`The folder of fonts cannot be read: ${folder}.`, { code: 'font-unreadable', mend: 'Set LECTERN_FONTS to a folder of fonts, or unset it.', cause: error })
  }
  return names.map((name) => {
    const path = resolve(folder, name)
    try {
      readFontFace(readFont(readFileSync(path)))
    }
    catch (error) {
      throw new LecternError(`${path} cannot be used as a font: ${error instanceof Error ? error.message : String(error)}.`, { code: 'font-unreadable', mend: 'Put fonts there that are .ttf with TrueType outlines, or .woff; take others out of the folder.', cause: error })
    }
    return { name: fontName(name), path }
  })
}

/** Fonts of packages that stand beside those that the kit brings. */
function installedFonts(): FontFile[] {
  const require = createRequire(import.meta.url)
  const scope = dirname(dirname(require.resolve('@fontsource/source-serif-4/package.json')))
  return readdirSync(scope).filter(name => /^noto-(?:sans|serif)-/.test(name)).sort().flatMap(name => packageFonts(join(scope, name)))
}

/** A package holds a font in pieces, and says in unicode.json which characters each has. */
export function packageFonts(folder: string): FontFile[] {
  try {
    const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>
    const files = readdirSync(join(folder, 'files')).filter(name => name.endsWith('-400-normal.woff')).sort()
    return files.flatMap((file) => {
      const subset = Object.keys(ranges).find(key => file === `${basename(folder)}-${key.replace(/[[\]]/g, '')}-400-normal.woff`)
      return subset ? [{ name: fontName(file), path: join(folder, 'files', file), mayHave: within(ranges[subset]!) }] : []
    })
  }
  catch {
    // Not as packages of fonts are: no font of ours.
    return []
  }
}

/** Reads "U+0000-00FF,U+0131" (CSS Fonts 4, unicode-range). */
function within(ranges: string): (code: number) => boolean {
  const pairs = ranges.split(',').map((range) => {
    const [first, last] = range.trim().replace(/^U\+/i, '').split('-').map(digits => Number.parseInt(digits, 16))
    return [first!, last ?? first!] as const
  })
  return code => pairs.some(([first, last]) => first <= code && code <= last)
}

function fontName(file: string): string {
  return basename(file, extname(file)).replace(/[^\w-]/g, '')
}
