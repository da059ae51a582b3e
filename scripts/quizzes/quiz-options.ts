import { resolve } from 'node:path'
import { fingerprint } from '../build/fingerprint.ts'
import { LecternError } from '../errors.ts'
import { quizFormatNames } from './quiz-format-names.ts'

/** What the command line decides about quizzes. */
export interface QuizOptions {
  /** Names of the formats to write beside our own H5P content type. */
  formats: readonly string[]
  /** A package or folder whose H5P libraries are packed along. */
  libraries?: { place: string, digest: string }
  /** Whether question papers and keys are PDFs, too. */
  print?: boolean
}

/** The flags of the command line as they were typed; undefined: not given. */
export interface QuizFlags {
  formats?: string
  libraries?: string
  print?: boolean
}

export const allFormats: QuizOptions = Object.freeze({ formats: quizFormatNames })

/**
 * Reads the flags.
 * @throws LecternError "unknown-quiz-format"
 */
export async function quizOptions(flags: QuizFlags): Promise<QuizOptions> {
  const place = flags.libraries === undefined ? undefined : resolve(flags.libraries)
  return {
    formats: readFormats(flags.formats),
    // New libraries in the same place are another build.
    ...flags.print ? { print: true } : {},
    ...place === undefined ? {} : { libraries: { place, digest: await fingerprint([place]) } },
  }
}

function readFormats(formats: string | undefined): readonly string[] {
  if (formats === undefined)
    return quizFormatNames
  const names = formats.split(',').map(name => name.trim()).filter(Boolean)
  const unknown = names.find(name => name !== 'none' && !quizFormatNames.includes(name))
  if (unknown !== undefined || !names.length)
    throw new LecternError(`--formats does not know "${unknown ?? ''}".`, { code: 'unknown-quiz-format', mend: `Use one or more of: ${quizFormatNames.join(', ')}; or none.` })
  return names.filter(name => name !== 'none')
}
