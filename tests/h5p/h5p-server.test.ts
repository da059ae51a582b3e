import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { H5PConfig, H5PPlayer, fs as h5pServer } from '@lumieducation/h5p-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { h5pPackage } from '../../scripts/quizzes/h5p-package.ts'
import { readLibraries } from '../../scripts/quizzes/official-h5p/library-source.ts'
import { officialH5pFormat, officialH5pWithLibraries } from '../../scripts/quizzes/official-h5p/official-h5p-format.ts'
import { officialTargets } from '../../scripts/quizzes/official-h5p/targets.ts'
import { writeFormat } from '../../scripts/quizzes/write-format.ts'
import { zipFiles } from '../../scripts/quizzes/zip-files.ts'
import { contextOf, evaluationTypes, quizOf } from '../quizzes/format-context.ts'
import { officialLibraries } from './official-libraries.ts'

/*
 * An H5P host that is not ours, Lumi's h5p-server, imports what the kit writes and renders it. (GPL; used in tests alone.)
 */

const user = { id: '1', name: 'Teacher', email: 'teacher@example.org', type: 'local' as const }
let folder: string
let hosts = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-h5p-server-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** A host with nothing installed. */
async function createHost() {
  const place = join(folder, `host-${++hosts}`)
  const [libraries, temporary, content] = ['libraries', 'temporary', 'content'].map(name => join(place, name)) as [string, string, string]
  await Promise.all([libraries, temporary, content].map(path => mkdir(path, { recursive: true })))
  const config = new H5PConfig(undefined, { fetchingDisabled: 1, sendUsageStatistics: false, setFinishedEnabled: false })
  const editor = h5pServer(config, libraries, temporary, content)
  const player = new H5PPlayer(editor.libraryStorage, editor.contentStorage, config)
  player.setRenderer((model: unknown) => model as never)
  return {
    libraries: () => readdir(libraries),
    /** Imports a package, as a teacher does; gives what the player would show. */
    async import(bytes: Uint8Array) {
      const file = join(place, 'package.h5p')
      await writeFile(file, bytes)
      const { id, metadata, parameters } = await editor.packageImporter.addPackageLibrariesAndContent(file, user)

      const model: any = await player.render(id, user, 'en')
      return { metadata, parameters, model, shown: JSON.parse(model.integration.contents[`cid-${id}`].jsonContent) }
    },
  }
}

describe('h5p-server', () => {
  it.each(['open', 'capture'] as const)('imports and renders our own package, %s', async (mode) => {
    const quiz = quizOf()
    const host = await createHost()
    const { figures, references } = contextOf(quiz)
    const { metadata, model, shown, parameters } = await host.import(await h5pPackage(quiz, { mode, language: 'en', courseTitle: 'A course', references, figures }))
    expect(metadata).toMatchObject({ title: 'A course: A quiz', mainLibrary: 'Lectern.Quiz' })
    expect(shown.items).toHaveLength(quiz.items.length)
    expect(shown).toEqual(parameters)
    expect(model.scripts.some((script: string) => script.includes('/Lectern.Quiz-'))).toBe(true)
    expect(model.styles.some((style: string) => style.includes('/Lectern.Quiz-'))).toBe(true)
    expect((await host.libraries()).filter(name => name.startsWith('Lectern.Quiz-'))).toHaveLength(1)
  })

  it('imports an evaluation', async () => {
    const quiz = quizOf(evaluationTypes)
    const { shown } = await (await createHost()).import(await h5pPackage(quiz, { mode: 'capture', language: 'en', courseTitle: 'A course', references: [] }))
    expect(shown.items.map((item: { type: string }) => item.type)).toEqual(['likert', 'free-text', 'commitment'])
  })

  it.each(officialTargets.map(target => [target.name, target] as const))('imports and renders an official package where the libraries are, %s', async (_, target) => {
    const host = await createHost()
    const quiz = quizOf()
    const { files } = await writeFormat(officialH5pFormat(target), quiz, contextOf(quiz), 'quiz', false)
    const content = files.get('quiz.h5p')!
    // What a host without the libraries says.
    await expect(host.import(content)).rejects.toThrow()
    const installer = await createHost()
    const libraries = join(folder, `${target.name}.h5p`)
    await writeFile(libraries, zipFiles(officialLibraries(target)))
    const full = await writeFormat(officialH5pWithLibraries(await readLibraries(libraries)), quiz, contextOf(quiz), 'quiz', false)
    await installer.import(full.files.get('quiz.h5p')!)
    expect(await installer.libraries()).toEqual(expect.arrayContaining(['H5PEditor.RangeList-1.0', 'H5PEditor.Table-1.0']))
    const { model, shown } = await installer.import(content)
    expect(shown.questions).toHaveLength(6)
    expect(model.integration.contents[Object.keys(model.integration.contents)[0]!].library).toBe(`H5P.QuestionSet ${target.libraries['H5P.QuestionSet'].join('.')}`)
    for (const name of ['H5P.QuestionSet', 'H5P.MultiChoice', 'H5P.TrueFalse', 'H5P.DragText', 'H5P.Blanks'] as const)
      expect(model.scripts.some((script: string) => script.includes(`/${name}-${target.libraries[name].join('.')}/`)), name).toBe(true)
  })
})
