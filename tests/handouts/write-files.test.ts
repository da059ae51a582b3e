import { Buffer } from 'node:buffer'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { documentDate } from '../../scripts/handouts/document-date.ts'
import { writeFiles } from '../../scripts/handouts/write-files.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-write-'))
})

afterAll(() => rm(folder, { recursive: true }))

const file = (path: string, content: string) => new Map([[path, Buffer.from(content)]])

it('makes the folder and leaves nothing beside the file', async () => {
  const path = join(folder, 'new', 'slides.pdf')
  await writeFiles(file(path, 'one'))
  await writeFiles(file(path, 'two'))
  expect(await readFile(path, 'utf8')).toBe('two')
  expect(await readdir(join(folder, 'new'))).toEqual(['slides.pdf'])
})

it('writes all files or none, says what is wrong and keeps what was there', async () => {
  await writeFile(join(folder, 'file'), 'good')
  await writeFile(join(folder, '2up.pdf'), 'good')
  await expect(writeFiles(new Map([...file(join(folder, '2up.pdf'), 'x'), ...file(join(folder, 'file', 'slides.pdf'), 'x')])))
    .rejects
    .toMatchObject({ code: 'not-written', file: join(folder, 'file', 'slides.pdf'), mend: expect.stringContaining('unchanged') })
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('good')
  expect(await readFile(join(folder, '2up.pdf'), 'utf8')).toBe('good')
  expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('.part'))
})

it.each<[string, string, Record<string, string>, string]>([
  ['of the review', '2026-11-22', {}, '2026-11-22T00:00:00.000Z'],
  ['that SOURCE_DATE_EPOCH says', '2026-11-22', { SOURCE_DATE_EPOCH: '1700000000' }, '2023-11-14T22:13:20.000Z'],
  ['of the review when SOURCE_DATE_EPOCH is no number', '2026-11-22', { SOURCE_DATE_EPOCH: 'now' }, '2026-11-22T00:00:00.000Z'],
])('dates documents with the day %s', (_, reviewed, env, date) => {
  expect(documentDate(reviewed, env).toISOString()).toBe(date)
})
