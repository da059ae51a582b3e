import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { h5pPackage } from '../../scripts/quizzes/h5p-package.ts'
import { officialH5pFormat } from '../../scripts/quizzes/official-h5p/official-h5p-format.ts'
import { officialTargets } from '../../scripts/quizzes/official-h5p/targets.ts'
import { h5pLimits } from '../../scripts/quizzes/validate-h5p.ts'
import { verifyH5pFile } from '../../scripts/quizzes/verify-h5p.ts'
import { writeFormat } from '../../scripts/quizzes/write-format.ts'
import { zipFiles } from '../../scripts/quizzes/zip-files.ts'
import { exitCodeOf } from '../../scripts/verify/verdict.ts'
import { contextOf, quizOf } from './format-context.ts'

async function fileOf(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-verify-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'a.h5p'), bytes)
  return join(folder, 'a.h5p')
}

describe('verifyH5pFile', () => {
  it('finds our own package good', async () => {
    const quiz = quizOf(['single'])
    const { figures, references } = contextOf(quiz)
    const verdict = await verifyH5pFile(await fileOf(await h5pPackage(quiz, { mode: 'open', language: 'en', courseTitle: 'A course', references, figures })))
    expect(verdict).toMatchObject({ kind: 'H5P', failures: [] })
    expect(exitCodeOf([verdict])).toBe(0)
  })

  it('names the libraries that a host must have', async () => {
    const quiz = quizOf(['true-false'])
    const { files } = await writeFormat(officialH5pFormat(officialTargets[0]!), quiz, contextOf(quiz), 'quiz', false)
    expect(await verifyH5pFile(await fileOf(files.get('quiz.h5p')!))).toMatchObject({ kind: 'H5P; the host needs H5P.QuestionSet-1.20, H5P.TrueFalse-1.8', failures: [] })
  })

  it('names what hosts would refuse, and where', async () => {
    const verdict = await verifyH5pFile(await fileOf(zipFiles(new Map([['content/a.js', new Uint8Array()]]))))
    expect(verdict.failures.map(failure => failure.condition)).toEqual(['h5p-file-type', 'h5p-missing-file', 'h5p-missing-file'])
    expect(verdict.failures[0]!.message).toMatch(/^content\/a\.js: /)
    expect(exitCodeOf([verdict])).toBe(1)
  })

  it('reads nothing of a file that is too large', async () => {
    const file = await fileOf(new Uint8Array())
    await truncate(file, h5pLimits.total + 1)
    expect((await verifyH5pFile(file)).failures).toMatchObject([{ condition: 'h5p-oversized' }])
  })

  it.each([
    ['/nowhere/a.h5p', { message: 'There is no such file.', mend: 'Check the name and the folder.' }],
    [tmpdir(), { message: 'This is a folder.', mend: 'Name the files in it.' }],
  ])('says why %s cannot be read, and what to do', async (file, unreadable) => {
    const verdict = await verifyH5pFile(file)
    expect(verdict.unreadable).toEqual(unreadable)
    expect(exitCodeOf([verdict])).toBe(2)
  })
})
