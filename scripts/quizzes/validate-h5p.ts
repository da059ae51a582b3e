import type { ZipLimits } from './read-zip.ts'
import type { FileMap } from './zip-files.ts'
import { readZip } from './read-zip.ts'

/** Why an H5P host would refuse a package. */
export interface H5pProblem {
  /** Stable id, for example "h5p-folder-entry". */
  rule: string
  /** Path inside the package. */
  path?: string
  message: string
  mend: string
}

type Report = (rule: string, path: string | undefined, message: string, mend: string) => void

/*
 * The rules are those of H5P's reference implementation (H5PValidator in h5p-php-library) and of h5p-server.
 */

const CONTENT_EXTENSIONS = new Set('json png jpg jpeg gif bmp tif tiff eot ttf woff woff2 otf webm mp4 ogg mp3 m4a wav txt pdf rtf doc docx xls xlsx ppt pptx odt ods odp csv diff patch swf md textile vtt webvtt gltf glb'.split(' '))
const LIBRARY_EXTENSIONS = new Set([...CONTENT_EXTENSIONS, 'js', 'css', 'svg', 'xml'])
const LICENSES = new Set(['CC BY', 'CC BY-SA', 'CC BY-ND', 'CC BY-NC', 'CC BY-NC-SA', 'CC BY-NC-ND', 'CC0 1.0', 'CC PDM', 'GNU GPL', 'PD', 'ODC PDDL', 'U', 'C'])
const MACHINE_NAME = /^[$a-z_][\w.$]{1,254}$/i
const LANGUAGE = /^[-a-z]{1,10}$/i
const LANGUAGE_FILE = /^[a-z]+(?:-[a-z]+){0,6}\.json$/i
const FILE_PATH = /^[\w\-/.]+$/
/** Libraries above it are refused by hosts of 2024 and 2025. */
const NEWEST_CORE_API_MINOR = 27

const zipMends: Record<string, string> = {
  'zip-bomb': 'Do not open it; ask for the package again.',
  'oversized': 'Make pictures and films smaller, or leave them out.',
  'symlink': 'Put the file itself into the package.',
  'encrypted': 'Write the package without a password.',
  'duplicate-entry': 'Keep one of the two files.',
}

/** Far above what a quiz or an official package needs, far below what hurts the machine that opens it. */
export const h5pLimits: ZipLimits = { entries: 5000, file: 64 * 2 ** 20, total: 256 * 2 ** 20, ratio: 200 }

/**
 * Checks a package as hosts do before they import it, whoever made it. An empty list: it would be accepted. A package
 * without any library is meant for hosts that have them; h5pNeeds says which.
 */
export function validateH5p(bytes: Uint8Array): H5pProblem[] {
  const { problems, files } = examine(bytes)
  const packaged = libraryFolders(files)
  if (packaged.length) {
    for (const missing of neededLibraries(files).filter(name => !packaged.includes(name)))
      problems.push({ rule: 'h5p-missing-library', path: 'h5p.json', message: `The package needs ${missing} and does not hold it.`, mend: 'Add the library to the package.' })
  }
  return problems
}

/** The libraries that a host must have before it can play the package, such as "H5P.MultiChoice-1.16". */
export function h5pNeeds(bytes: Uint8Array): string[] {
  const { files } = examine(bytes)
  const packaged = libraryFolders(files)
  return neededLibraries(files).filter(name => !packaged.includes(name))
}

function examine(bytes: Uint8Array): { problems: H5pProblem[], files: FileMap } {
  const problems: H5pProblem[] = []
  const report: Report = (rule, path, message, mend) => problems.push({ rule: `h5p-${rule}`, path, message, mend })
  const archive = readZip(bytes, h5pLimits)
  for (const { rule, path, message } of archive.problems)
    report(rule, path, message, zipMends[rule] ?? 'Write the package again.')
  for (const name of new Set(archive.names))
    checkPath(name, report)
  const { files } = archive
  // What could not be unpacked has been reported; nothing more can be said of it.
  if (!archive.names.length || (!files.size && archive.problems.length))
    return { problems, files }
  const manifest = readJson(files, 'h5p.json', report)
  if (manifest)
    checkManifest(manifest, report)
  readJson(files, 'content/content.json', report)
  for (const folder of libraryFolders(files))
    checkLibrary(folder, files, report)
  return { problems, files }
}

function libraryFolders(files: FileMap): string[] {
  return [...new Set([...files.keys()].filter(path => path.includes('/')).map(path => path.split('/')[0]!))].filter(name => name !== 'content')
}

/** Folder names of the libraries that the manifest, and then the libraries themselves, ask for. */
function neededLibraries(files: FileMap): string[] {
  const quiet: Report = () => {}
  const needed = new Set<string>()
  const visit = (dependencies: unknown) => {
    for (const dependency of Array.isArray(dependencies) ? dependencies.filter(isDependency) : []) {
      const name = folderName(dependency)
      if (needed.has(name))
        continue
      needed.add(name)
      if (files.has(`${name}/library.json`))
        visit(readJson(files, `${name}/library.json`, quiet)?.preloadedDependencies)
    }
  }
  if (files.has('h5p.json'))
    visit(readJson(files, 'h5p.json', quiet)?.preloadedDependencies)
  return [...needed]
}

/** Whether hosts take a file of this name in a library. */
export function allowedInLibrary(path: string): boolean {
  return LIBRARY_EXTENSIONS.has(extension(path)) && !path.split('/').some(part => /^[._]/.test(part))
}

function extension(path: string): string {
  return path.split('.').at(-1)!.toLowerCase()
}

function checkPath(path: string, report: Report): void {
  if (path.endsWith('/'))
    return report('folder-entry', path, 'The zip has an entry for a folder.', 'Write entries for files only.')
  if (path.startsWith('/') || path.includes('\\') || path.includes(':') || path.split('/').includes('..'))
    return report('unsafe-path', path, 'The path leads out of the package.', 'Use plain relative paths with forward slashes.')
  if (path.split('/').some(part => /^[._]/.test(part)))
    report('hidden-file', path, 'A file or folder begins with "." or "_".', 'Rename or remove it.')
  const inContent = path.startsWith('content/')
  if (path.includes('/') && !(inContent ? CONTENT_EXTENSIONS : LIBRARY_EXTENSIONS).has(extension(path)))
    report('file-type', path, `Files of this type are not allowed ${inContent ? 'in content/' : 'in a library'}.`, 'Remove the file.')
}

function checkManifest(manifest: Record<string, unknown>, report: Report): void {
  const wrong = (field: string, message: string, mend: string) => report('manifest', 'h5p.json', `"${field}" ${message}.`, mend)
  if (typeof manifest.title !== 'string' || !manifest.title || manifest.title.length > 255)
    wrong('title', 'is missing or longer than 255 characters', 'Give the quiz a title.')
  if (typeof manifest.language !== 'string' || !LANGUAGE.test(manifest.language))
    wrong('language', 'is no language tag of at most ten letters', 'Write a tag like en.')
  if (typeof manifest.mainLibrary !== 'string' || !MACHINE_NAME.test(manifest.mainLibrary))
    wrong('mainLibrary', 'is no machine name', 'Name the content type.')
  if (!Array.isArray(manifest.embedTypes) || !manifest.embedTypes.length || manifest.embedTypes.some(type => type !== 'iframe' && type !== 'div'))
    wrong('embedTypes', 'may hold iframe and div only', 'Write ["iframe"].')
  if (manifest.license !== undefined && !LICENSES.has(String(manifest.license)))
    wrong('license', `"${String(manifest.license)}" is not in H5P's list`, `Use one of: ${[...LICENSES].join(', ')}.`)
  const dependencies = Array.isArray(manifest.preloadedDependencies) ? manifest.preloadedDependencies.filter(isDependency) : []
  if (!Array.isArray(manifest.preloadedDependencies) || !dependencies.length || dependencies.length < manifest.preloadedDependencies.length)
    wrong('preloadedDependencies', 'must list libraries with machineName, majorVersion and minorVersion', 'List every library that is used.')
  else if (!dependencies.some(dependency => dependency.machineName === manifest.mainLibrary))
    wrong('preloadedDependencies', 'does not list the main library', 'Add it.')
}

function checkLibrary(folder: string, files: FileMap, report: Report): void {
  const library = readJson(files, `${folder}/library.json`, report)
  if (!library)
    return
  const path = `${folder}/library.json`
  const wrong = (message: string, mend: string) => report('library', path, message, mend)
  if (!isDependency(library) || !Number.isInteger(library.patchVersion) || typeof library.title !== 'string' || (library.runnable !== 0 && library.runnable !== 1))
    return wrong('A required field is missing or of the wrong kind: title, machineName, majorVersion, minorVersion, patchVersion, runnable.', 'Complete library.json.')
  if (!MACHINE_NAME.test(library.machineName))
    wrong(`"${library.machineName}" is no machine name.`, 'Use letters, digits and dots.')
  if (folder !== folderName(library))
    wrong(`The library stands in the folder "${folder}".`, `Name the folder ${folderName(library)}.`)
  const core = library.coreApi as { majorVersion?: unknown, minorVersion?: unknown } | undefined
  if (core && (core.majorVersion !== 1 || !(Number(core.minorVersion) <= NEWEST_CORE_API_MINOR)))
    wrong(`It asks for core API ${String(core.majorVersion)}.${String(core.minorVersion)}; hosts at 1.${NEWEST_CORE_API_MINOR} refuse it.`, 'Ask for the oldest core API that it works with.')
  for (const field of ['preloadedJs', 'preloadedCss']) {
    const listed = (library as Record<string, unknown>)[field] ?? []
    if (!Array.isArray(listed)) {
      wrong(`${field} is no list.`, 'List files as [{ "path": "…" }].')
      continue
    }
    for (const file of listed as ({ path?: unknown } | null)[]) {
      if (typeof file?.path !== 'string' || !FILE_PATH.test(file.path) || !files.has(`${folder}/${file.path}`))
        wrong(`${field} names "${String(file?.path)}", which is not in the library.`, 'Add the file, or correct the name.')
    }
  }
  // A library that is only used by others, such as one of fonts, has no fields to edit.
  const semantics = library.runnable === 1 || files.has(`${folder}/semantics.json`) ? readJson(files, `${folder}/semantics.json`, report) : undefined
  if (!Array.isArray(semantics ?? []))
    report('library', `${folder}/semantics.json`, 'The semantics are no list of fields.', 'Write a list.')
  for (const file of files.keys()) {
    if (file.startsWith(`${folder}/language/`)) {
      if (!LANGUAGE_FILE.test(file.slice(`${folder}/language/`.length)))
        report('language-file', file, 'The name is no language.', 'Name it like de.json.')
      readJson(files, file, report)
    }
  }
}

interface Dependency { machineName: string, majorVersion: number, minorVersion: number, [field: string]: unknown }

function isDependency(value: unknown): value is Dependency {
  const { machineName, majorVersion, minorVersion } = (value ?? {}) as Partial<Dependency>
  return typeof machineName === 'string' && Number.isInteger(majorVersion) && Number.isInteger(minorVersion)
}

function folderName({ machineName, majorVersion, minorVersion }: Dependency): string {
  return `${machineName}-${majorVersion}.${minorVersion}`
}

function readJson(files: FileMap, path: string, report: Report): Record<string, unknown> | undefined {
  const bytes = files.get(path)
  if (!bytes) {
    report('missing-file', path, 'The file is missing.', 'Add it.')
    return undefined
  }
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof value === 'object' && value !== null)
      return value as Record<string, unknown>
  }
  catch {}
  report('invalid-json', path, 'The file is not valid JSON.', 'Correct it.')
  return undefined
}
