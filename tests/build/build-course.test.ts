import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildCourse } from '../../scripts/build/build-course.ts'
import { products } from '../../scripts/build/products.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

function progress() {}

/** Emitters that write one file, so that what the build does with them is seen in milliseconds. */
beforeEach(() => {
  for (const product of products) {
    vi.spyOn(product, 'emit').mockImplementation(async (course, outDir) => {
      await mkdir(join(outDir, 'assets'), { recursive: true })
      await writeFile(join(outDir, 'assets', 'file.txt'), `${product.name} of ${course.name}, ${course.meta.title}`)
    })
  }
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function start(files: Record<string, string | undefined> = {}) {
  const project = await writeProject({ ...soundCourse, ...files })
  const [place] = await findCourses(project, ['demo'])
  return { project, place: place!, read: (path: string) => readFile(join(project, 'dist/demo', path), 'utf8') }
}

describe('a build', () => {
  it('writes every product and a manifest with sizes and hashes', async () => {
    const { place, read, project } = await start()
    const result = await buildCourse(place, { progress })
    expect(result.built).toEqual(['slides', 'handouts', 'quizzes', 'module', 'private'])
    expect(await read('slides/assets/file.txt')).toBe('slides of demo, A small course')
    const manifest = JSON.parse(await read('manifest.json'))
    expect(manifest.files).toHaveLength(5)
    expect(manifest.files[0]).toEqual({ path: 'handouts/assets/file.txt', bytes: 32, sha256: expect.stringMatching(/^[\da-f]{64}$/) })
    expect(await readdir(join(project, 'dist'))).toEqual(['demo'])
  })

  it('builds nothing again when nothing has changed, and everything that has', async () => {
    const { place } = await start()
    await buildCourse(place, { progress })
    expect((await buildCourse(place, { progress })).built).toEqual([])
    await writeFile(join(place.folder, 'public.txt'), 'a new file')
    expect((await buildCourse(place, { progress })).built).toHaveLength(5)
  })

  it('builds only what is asked for and keeps the rest', async () => {
    const { place, read } = await start()
    await buildCourse(place, { progress })
    await writeFile(join(place.folder, 'course.yaml'), soundCourse['slides/demo/course.yaml']!.replace('A small course', 'Another title'))
    expect((await buildCourse(place, { progress, only: ['slides'] })).built).toEqual(['slides'])
    expect(await read('slides/assets/file.txt')).toContain('Another title')
    expect(await read('handouts/assets/file.txt')).toContain('A small course')
    expect((await buildCourse(place, { progress })).built).toEqual(['handouts', 'quizzes', 'module', 'private'])
  })

  it('is the same, byte for byte, from the same sources', async () => {
    const [one, two] = [await start(), await start()]
    await buildCourse(one.place, { progress })
    await buildCourse(two.place, { progress })
    expect(await one.read('manifest.json')).toBe(await two.read('manifest.json'))
  })

  it('that fails leaves the last good one, and nothing half-written', async () => {
    const { place, read, project } = await start()
    await buildCourse(place, { progress })
    vi.mocked(products[1]!.emit).mockRejectedValue(new Error('Chromium was killed'))
    await expect(buildCourse(place, { progress, force: true })).rejects.toThrow('Chromium was killed')
    expect(await read('slides/assets/file.txt')).toBe('slides of demo, A small course')
    expect(await readdir(join(project, 'dist'))).toEqual(['demo'])
  })

  it('refuses sources with errors before it writes anything', async () => {
    const { place, project } = await start({ 'slides/demo/course.yaml': 'title: Only a title\n' })
    await expect(buildCourse(place, { progress })).rejects.toMatchObject({ name: 'LecternError', line: 1, exitCode: 2 })
    expect(await readdir(project)).not.toContain('dist')
  })

  it('says in words that the disk is full', async () => {
    const { place } = await start()
    vi.mocked(products[0]!.emit).mockRejectedValue(Object.assign(new Error('write'), { code: 'ENOSPC' }))
    await expect(buildCourse(place, { progress })).rejects.toMatchObject({ message: 'The disk is full.', code: 'write-enospc' })
  })

  it('puts back the last good build when an earlier one was killed between its two renames', async () => {
    const { place, read, project } = await start()
    await buildCourse(place, { progress })
    const { rename } = await import('node:fs/promises')
    // 2 ** 22 is beyond the highest process id.
    await rename(join(project, 'dist/demo'), join(project, 'dist/.demo-4194304-previous'))
    await mkdir(join(project, 'dist/.demo-4194304'))
    expect((await buildCourse(place, { progress })).built).toEqual([])
    expect(await read('slides/assets/file.txt')).toBe('slides of demo, A small course')
    expect(await readdir(join(project, 'dist'))).toEqual(['demo'])
  })

  it.each(['office', 'api', 'Verify'])('refuses a course named %s, which would stand at an address of the server itself', async (name) => {
    const { place } = await start()
    await expect(buildCourse({ ...place, name }, { progress })).rejects.toMatchObject({ code: 'reserved-name', exitCode: 2 })
  })
})
