import type { H5pContentOptions, H5pMode } from './h5p-content.ts'
import type { Quiz } from './quiz-model.ts'
import type { FileMap } from './zip-files.ts'
import { LecternError } from '../errors.ts'
import { h5pContent } from './h5p-content.ts'
import { readH5pLibrary, wordsIn } from './h5p-library.ts'
import { validateH5p } from './validate-h5p.ts'
import { zipFiles } from './zip-files.ts'

export interface H5pPackageOptions extends Pick<H5pContentOptions, 'passMark' | 'references' | 'figures'> {
  mode: H5pMode
  /** Language tag of the course. */
  language: string
  /** The course's title stands before the quiz's. */
  courseTitle: string
  /** One of H5P's licence codes; U: undisclosed, because a course's sources state none. */
  license?: string
}

/** The files of a package: h5p.json, content/content.json and the kit's own content type. */
export async function h5pFiles(quiz: Quiz, options: H5pPackageOptions): Promise<FileMap> {
  const library = await readH5pLibrary()
  const { machineName, majorVersion, minorVersion } = library
  const content = h5pContent(quiz, { ...options, words: wordsIn(library, options.language) })
  return new Map([
    ['h5p.json', json({
      title: `${options.courseTitle}: ${quiz.title}`,
      language: options.language,
      defaultLanguage: options.language.split('-')[0],
      mainLibrary: machineName,
      embedTypes: ['iframe'],
      license: options.license ?? 'U',
      preloadedDependencies: [{ machineName, majorVersion, minorVersion }],
    })],
    ['content/content.json', json(content)],
    ...[...options.figures?.values() ?? []].filter(figure => figure.mime !== 'image/svg+xml').map(figure => [`content/images/${figure.name}`, figure.bytes] as const),
    ...library.files,
  ])
}

/**
 * A quiz as an .h5p file; the same quiz gives the same bytes.
 * @throws LecternError for a picture that was not read, and when our own validator refuses the result.
 */
export async function h5pPackage(quiz: Quiz, options: H5pPackageOptions): Promise<Uint8Array> {
  const bytes = zipFiles(await h5pFiles(quiz, options))
  const [problem] = validateH5p(bytes)
  if (problem)
    throw new LecternError(`The H5P package of "${quiz.title}" would be refused: ${problem.path ? `${problem.path}: ` : ''}${problem.message}`, { code: problem.rule, mend: problem.mend, file: quiz.file })
  return bytes
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`)
}
