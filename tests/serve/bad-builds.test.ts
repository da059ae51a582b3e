import type { RunningServer } from '../../scripts/serve/serve-dist.ts'
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Build } from './support/built-course.ts'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { serveDist } from '../../scripts/serve/serve-dist.ts'
import { realBundle } from '../server/support/credit-service.ts'
import { freePort } from '../support/ports.ts'
import { newVersion, writeBuild } from './support/built-course.ts'

/* What an operator finds in the morning: builds that cannot be offered. Each is told with its mend, and hinders no other. */

let bundle: CourseBundle
let folder: string
let dist: string
let printed: string[]
let server: RunningServer | undefined

beforeAll(async () => {
  bundle = { ...await realBundle(), name: 'demo' }
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-bad-build-'))
  dist = join(folder, 'dist')
  printed = []
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')))
})
afterEach(async () => {
  await server?.close()
  server = undefined
  await rm(folder, { recursive: true, force: true })
})
afterAll(() => vi.restoreAllMocks())

const serve = async () => server = await serveDist(dist, { port: await freePort(), host: '127.0.0.1', dataFolder: join(folder, 'data') })
const damage = (text: string) => writeFile(join(dist, 'demo', 'private', 'course.json'), text)

const bad: [string, Partial<Build>, (() => Promise<void>) | undefined, { code: string, message: string, mend: string }][] = [
  ['keys cut off', {}, () => damage('{"name":"demo","vers'), { code: 'private-bundle-damaged', message: 'The answer keys of demo are damaged, so that it is not offered.', mend: 'Run "lectern build demo --force".' }],
  ['keys edited by hand', {}, () => damage(JSON.stringify({ ...bundle, slides: 1 })), { code: 'private-bundle-damaged', message: 'The answer keys of demo are damaged, so that it is not offered.', mend: 'Run "lectern build demo --force".' }],
  ['no module', { without: ['module'] }, undefined, { code: 'product-missing', message: 'demo counts for credit and was built without its module, so that it is not offered.', mend: 'Run "lectern build demo".' }],
  ['no slides', { without: ['slides'] }, undefined, { code: 'product-missing', message: 'demo counts for credit and was built without its slides, so that it is not offered.', mend: 'Run "lectern build demo".' }],
  ['a module that asks for a server, without the keys', { without: ['private'] }, undefined, { code: 'product-missing', message: 'demo counts for credit and was built without its answer keys, so that it is not offered.', mend: 'Run "lectern build demo".' }],
  ['a deck of other sources than the keys', { from: { slides: 'b' } }, undefined, { code: 'builds-differ', message: 'The slides of demo and its answer keys were built from different sources, so that it is not offered.', mend: 'Run "lectern build demo".' }],
]

it.each(bad)('%s: when it is the only course, the server says so and does not start', async (_, build, spoil, problem) => {
  await writeBuild(dist, { bundle, mark: 'bad', ...build })
  await spoil?.()
  await expect(serve()).rejects.toMatchObject(problem)
})

it.each(bad)('%s: another course is offered all the same', async (_, build, spoil, problem) => {
  await writeBuild(dist, { bundle, mark: 'bad', ...build })
  await spoil?.()
  await writeBuild(dist, { bundle: { ...bundle, name: 'sound' }, mark: 'sound' })
  const { url, problems } = await serve()
  expect(problems).toEqual([expect.objectContaining(problem)])
  expect((await (await fetch(`${url}/api/courses`)).json() as { name: string }[]).map(({ name }) => name)).toEqual(['sound'])
})

it('a bad build while the server runs leaves the last good version on offer, and the log says why', async () => {
  await writeBuild(dist, { bundle, mark: 'good' })
  const { url, look, problems } = await serve()
  await writeBuild(dist, { bundle: newVersion(bundle, 'next'), mark: 'bad', without: ['module'] })
  await look()
  expect((await (await fetch(`${url}/api/courses`)).json() as { name: string }[]).map(({ name }) => name)).toEqual(['demo'])
  expect(problems).toEqual([expect.objectContaining({ code: 'product-missing' })])
  expect(printed.filter(line => line.includes('product-missing'))).toEqual([expect.stringContaining('Run \\"lectern build demo\\".')])
  // Learners who open the page now are not left without one.
  expect(await (await fetch(`${url}/demo/module/`)).text()).toContain('good')
  await writeBuild(dist, { bundle: newVersion(bundle, 'next'), mark: 'mended' })
  await look()
  expect(problems).toEqual([])
  expect(await (await fetch(`${url}/demo/module/`)).text()).toContain('mended')
})
