import type { FileMap } from './zip-files.ts'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LecternError } from '../errors.ts'
import { kitRoot } from '../kit.ts'

const folder = join(kitRoot, 'h5p')

export interface H5pLibrary {
  machineName: string
  majorVersion: number
  minorVersion: number
  /** Its files, in the folder that packages keep it in, for example `Lectern.Quiz-1.4/quiz.js`. */
  files: FileMap
  /** The words of the page by name, in English. */
  words: Readonly<Record<string, string>>
}

interface Field { name?: string, default?: string, fields?: Field[] }

let read: Promise<H5pLibrary> | undefined

/** The kit's own content type; read once, because every quiz of a build takes it along. */
export function readH5pLibrary(): Promise<H5pLibrary> {
  read ??= readLibrary()
  return read
}

async function readLibrary(): Promise<H5pLibrary> {
  const [library, semantics] = await Promise.all(['library.json', 'semantics.json'].map(async name => JSON.parse(await readFile(join(folder, name), 'utf8'))))
  const names = ['library.json', 'semantics.json', 'upgrades.js', 'grading.js', 'tables.js', 'quiz.js', 'quiz.css', ...(await readdir(join(folder, 'language'))).filter(name => name.endsWith('.json')).map(name => `language/${name}`)]
  const { machineName, majorVersion, minorVersion } = library
  const place = `${machineName}-${majorVersion}.${minorVersion}`
  return {
    machineName,
    majorVersion,
    minorVersion,
    files: new Map(await Promise.all(names.map(async name => [`${place}/${name}`, await shipped(name)] as const))),
    words: Object.fromEntries(wordFields(semantics).map(field => [field.name!, field.default!])),
  }
}

/** A file as packages hold it: scripts and styles without comments and white space, to be small on a learner's phone. */
async function shipped(name: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(await readFile(join(folder, name)))
  const text = new TextDecoder().decode(bytes)
  if (name.endsWith('.css'))
    return new TextEncoder().encode(text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, '\n').trim())
  if (!name.endsWith('.js'))
    return bytes
  // Loaded when it is needed: it is the largest thing here.
  const { minifySync } = await import('vite')
  const { code, errors } = minifySync(name, text)
  if (errors.length)
    throw new LecternError(`h5p/${name} cannot be read: ${errors[0]!.message}`, { code: 'h5p-script', mend: 'Correct the script.' })
  return new TextEncoder().encode(code)
}

/**
 * The words of the page in a language. H5P's runtime knows no defaults: content.json must hold every word.
 * @param library the content type.
 * @param language a tag like "de" or "de-AT"; English is used where there is no translation.
 */
export function wordsIn(library: H5pLibrary, language: string): Record<string, string> {
  const [base] = language.toLowerCase().split('-')
  const bytes = [...library.files].find(([path]) => path.endsWith(`/language/${base}.json`))?.[1]
  if (!bytes)
    return { ...library.words }
  const translated = wordFields(JSON.parse(new TextDecoder().decode(bytes)).semantics)
  const names = Object.keys(library.words)
  if (translated.length !== names.length)
    throw new LecternError(`h5p/language/${base}.json has ${translated.length} words where semantics.json has ${names.length}.`, { code: 'h5p-language', mend: 'Give the translation the same fields in the same order.' })
  return Object.fromEntries(names.map((name, index) => [name, translated[index]!.default ?? library.words[name]!]))
}

/** H5P translations name nothing: they mirror the order of the fields. The words are the last group. */
function wordFields(semantics: Field[]): Field[] {
  return semantics.at(-1)?.fields ?? []
}
