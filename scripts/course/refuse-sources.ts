import type { CoursePlace } from './find-courses.ts'
import type { Problem } from './problem.ts'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes; three thousand slides with notes are less. */
const LARGEST = 8 * 1024 * 1024

/** Comments that are opened after the last one was closed; more than a few come from no author, and reading them takes hours. */
const UNCLOSED = 100

/**
 * Finds sources that are no text or so large that nobody wrote them, before anything reads them: a picture with the name of a
 * deck, a log pasted into a slide.
 */
export async function refuseSources(place: CoursePlace): Promise<Problem[]> {
  const files = await Promise.all([sourcesBelow(place.folder), sourcesBelow(place.quizFolder)])
  const problems = await Promise.all(files.flat().sort().map(refuse))
  return problems.filter(problem => problem !== undefined)
}

async function sourcesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const files = await Promise.all(entries.map(async (entry) => {
    if (entry.isDirectory())
      return /^(?:node_modules|public|\..*)$/.test(entry.name) ? [] : sourcesBelow(join(folder, entry.name))
    return /\.(?:md|ya?ml|bib)$/.test(entry.name) ? [join(folder, entry.name)] : []
  }))
  return files.flat()
}

async function refuse(file: string): Promise<Problem | undefined> {
  const problem = (rule: string, message: string, mend: string, line = 1): Problem => ({ rule, severity: 'error', file, line, column: 1, message, mend })
  const handle = await open(file).catch(() => undefined)
  if (!handle)
    return undefined
  try {
    const { size } = await handle.stat()
    if (size > LARGEST)
      return problem('source-too-large', `The file has ${Math.round(size / 1024 / 1024)} MB; no more than 8 MB can be read.`, 'Split the deck into files that it imports with "src:", and keep data and pictures out of the text.')
    const bytes = await handle.readFile()
    const nul = bytes.indexOf(0)
    if (nul >= 0)
      return problem('source-not-text', 'The file is no text: it holds bytes that no text has.', 'Save it as text in UTF-8, or give a picture or document another name.', bytes.subarray(0, nul).toString('latin1').split('\n').length)
    if (file.endsWith('.md')) {
      const text = bytes.toString('latin1')
      const rest = text.slice(text.lastIndexOf('-->') + 1)
      if (rest.split('<!--', UNCLOSED + 2).length > UNCLOSED)
        return problem('source-unclosed-comments', `More than ${UNCLOSED} comments are opened with <!-- and never closed.`, 'Close each with -->.', text.slice(0, text.length - rest.length).split('\n').length)
    }
    return undefined
  }
  finally {
    await handle.close()
  }
}
