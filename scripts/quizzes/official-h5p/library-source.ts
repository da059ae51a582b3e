import type { FileMap } from '../zip-files.ts'
import type { LibraryVersion, OfficialTarget } from './targets.ts'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { LecternError } from '../../errors.ts'
import { readZip } from '../read-zip.ts'
import { allowedInLibrary, h5pLimits } from '../validate-h5p.ts'
import { libraryFolder, officialTargets } from './targets.ts'

/** Libraries that an author has, by folder name such as "H5P.MultiChoice-1.16". */
export interface LibrarySource {
  /** The file or folder they were read from. */
  readonly place: string
  readonly libraries: ReadonlyMap<string, Library>
}

interface Library extends LibraryVersion {
  readonly library: Readonly<Record<string, unknown>>
  readonly semantics: unknown
  /** By path inside the library. */
  readonly files: FileMap
}

export interface LibraryClosure {
  /** What playing needs: goes into h5p.json. */
  readonly runtime: readonly LibraryVersion[]
  /** Files of these and of what editing needs beside them, by path in the package. */
  readonly files: FileMap
}

type Dependencies = 'preloadedDependencies' | 'dynamicDependencies' | 'editorDependencies'

/**
 * Reads the libraries of a package, of a folder of packages, or of a folder of unpacked libraries.
 * @throws LecternError when there is none, or a file cannot be read.
 */
export async function readLibraries(place: string): Promise<LibrarySource> {
  const found = await stat(place).catch(() => undefined)
  if (!found)
    throw new LecternError(`There is no file or folder "${place}".`, { code: 'h5p-libraries-missing', mend: 'Name an .h5p file, or a folder of libraries.' })
  const files = found.isDirectory() ? await folderFiles(place) : packageFiles(new Uint8Array(await readFile(place)), place)
  const libraries = new Map([...libraryRoots(files)].map(root => readLibrary(root, files)).map(library => [libraryFolder(library), library]))
  if (!libraries.size)
    throw new LecternError(`"${place}" holds no H5P library.`, { code: 'h5p-libraries-missing', mend: 'Take a package that was downloaded with its libraries, for example from an H5P editor.' })
  return { place, libraries }
}

/** The versions that these libraries are, and that their Question Set accepts. */
export function targetOf({ libraries, place }: LibrarySource): OfficialTarget {
  const newest = [...libraries.values()].filter(library => library.machineName === 'H5P.QuestionSet').sort(byVersion).at(-1)
  if (!newest)
    throw new LecternError(`"${place}" does not hold H5P.QuestionSet.`, { code: 'h5p-libraries-incomplete', mend: 'Take the libraries from a Question Set that was downloaded from an H5P editor.' })
  const accepted = acceptedQuestions(newest.semantics)
  const known = officialTargets[0]!.libraries
  const versions = Object.fromEntries(Object.entries(known).map(([machineName, version]) => {
    const question = accepted.find(name => name.startsWith(`${machineName} `))
    const [major, minor] = question?.split(' ')[1]?.split('.').map(Number) ?? []
    const other = [...libraries.values()].filter(library => library.machineName === machineName).sort(byVersion).at(-1)
    return [machineName, machineName === 'H5P.QuestionSet'
      ? [newest.majorVersion, newest.minorVersion]
      : major !== undefined && minor !== undefined ? [major, minor] : other ? [other.majorVersion, other.minorVersion] : version]
  })) as unknown as OfficialTarget['libraries']
  return { name: 'with-libraries', title: place, libraries: versions, source: place }
}

/**
 * Everything that these libraries need: to play, and to be edited in H5P's own editor.
 * @throws LecternError naming what is missing.
 */
export function libraryClosure({ libraries, place }: LibrarySource, roots: readonly LibraryVersion[]): LibraryClosure {
  const collect = (kinds: readonly Dependencies[]): Map<string, Library> => {
    const collected = new Map<string, Library>()
    const visit = (version: LibraryVersion, neededBy: string | undefined) => {
      const folder = libraryFolder(version)
      if (collected.has(folder))
        return
      const library = libraries.get(folder)
      if (!library)
        throw new LecternError(`"${place}" does not hold ${folder}${neededBy ? `, which ${neededBy} needs` : ''}.`, { code: 'h5p-libraries-incomplete', mend: 'Add the library to the folder, or take a package that was downloaded with all of its libraries.' })
      collected.set(folder, library)
      for (const dependency of kinds.flatMap(kind => dependenciesOf(library, kind)))
        visit(dependency, folder)
    }
    for (const root of roots)
      visit(root, undefined)
    return collected
  }
  const runtime = collect(['preloadedDependencies', 'dynamicDependencies'])
  const all = collect(['preloadedDependencies', 'dynamicDependencies', 'editorDependencies'])
  return {
    runtime: [...runtime.values()],
    files: new Map([...all].flatMap(([folder, library]) => [...library.files].map(([path, bytes]) => [`${folder}/${path}`, bytes] as const))),
  }
}

function dependenciesOf({ library }: Library, kind: Dependencies): LibraryVersion[] {
  const listed = library[kind]
  return Array.isArray(listed) ? listed.filter(isVersion) : []
}

function isVersion(value: unknown): value is LibraryVersion {
  const { machineName, majorVersion, minorVersion } = (value ?? {}) as Partial<LibraryVersion>
  return typeof machineName === 'string' && Number.isInteger(majorVersion) && Number.isInteger(minorVersion)
}

/** What a Question Set lets its questions be, word for word. */
function acceptedQuestions(semantics: unknown): string[] {
  const questions = (Array.isArray(semantics) ? semantics : []).find(field => field?.name === 'questions')
  const options: unknown = questions?.field?.options
  return Array.isArray(options) ? options.filter(option => typeof option === 'string') : []
}

function byVersion(a: LibraryVersion, b: LibraryVersion): number {
  return a.majorVersion - b.majorVersion || a.minorVersion - b.minorVersion
}

function packageFiles(bytes: Uint8Array, place: string): FileMap {
  const { files, problems } = readZip(bytes, h5pLimits)
  const [problem] = problems
  if (problem)
    throw new LecternError(`${problem.path ? `${problem.path} in ` : ''}${place}: ${problem.message}`, { code: `h5p-${problem.rule}`, mend: 'Take another package.' })
  return files
}

/** Packages in the folder are opened; everything else is a file of an unpacked library. */
async function folderFiles(place: string): Promise<FileMap> {
  const entries = (await readdir(place, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile())
  const paths = entries.map(entry => join(entry.parentPath, entry.name)).sort()
  const files = new Map<string, Uint8Array>()
  for (const path of paths) {
    const bytes = new Uint8Array(await readFile(path))
    if (path.endsWith('.h5p')) {
      for (const [name, content] of packageFiles(bytes, path))
        files.set(`${relative(place, path).split(sep).join('/')}/${name}`, content)
    }
    else {
      files.set(relative(place, path).split(sep).join('/'), bytes)
    }
  }
  return files
}

/** Folders that hold a library.json. */
function libraryRoots(files: FileMap): Set<string> {
  return new Set([...files.keys()].filter(path => /(?:^|\/)library\.json$/.test(path)).map(path => path.slice(0, -'library.json'.length)))
}

function readLibrary(root: string, files: FileMap): Library {
  const json = (name: string): unknown => {
    const bytes = files.get(root + name)
    try {
      return bytes && JSON.parse(new TextDecoder().decode(bytes))
    }
    catch {
      throw new LecternError(`${root}${name} is not valid JSON.`, { code: 'h5p-invalid-json', mend: 'Take the library from another package.' })
    }
  }
  const library = json('library.json')
  if (!isVersion(library))
    throw new LecternError(`${root}library.json does not say which library it is.`, { code: 'h5p-library', mend: 'Take the library from another package.' })
  const { machineName, majorVersion, minorVersion } = library
  // A working copy holds more than a library may: hidden files, a licence without an ending, sources.
  const own = [...files].filter(([path]) => path.startsWith(root) && allowedInLibrary(path.slice(root.length)))
  return {
    machineName,
    majorVersion,
    minorVersion,
    library: library as unknown as Record<string, unknown>,
    semantics: json('semantics.json') ?? [],
    files: new Map(own.map(([path, bytes]) => [path.slice(root.length), bytes])),
  }
}

/** The folder of the package `@missing-elements/h5p-libraries`, where an author has installed it. */
export function installedLibraries(project: string): string | undefined {
  const folder = join(project, 'node_modules', '@missing-elements', 'h5p-libraries')
  return existsSync(folder) ? folder : undefined
}
