import { LecternError } from '../errors.ts'

/**
 * Why a file of the command line could not be examined, and what to do; the other files still get their verdict.
 * @throws what is neither a `LecternError` nor a matter of the file: a defect of the kit.
 */
export function explainUnreadable(error: unknown): { message: string, mend: string } {
  if (error instanceof LecternError)
    return { message: error.message, mend: error.mend }
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return { message: 'There is no such file.', mend: 'Check the name and the folder.' }
    case 'EISDIR':
      return { message: 'This is a folder.', mend: 'Name the files in it.' }
    case 'EACCES':
      return { message: 'The file may not be read.', mend: 'Ask its owner, or run the command as somebody who may read it.' }
    default:
      throw error
  }
}
