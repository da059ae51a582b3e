import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildServicePages } from '../../scripts/build/build-service-pages.ts'
import { readManifest } from '../../scripts/build/manifest.ts'
import { createFilesApp } from '../../scripts/serve/files-app.ts'
import { createServicePages } from '../../scripts/service-pages/service-pages-app.ts'

function progress() {}
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-service-pages-'))
  await buildServicePages(join(folder, 'dist'), { progress })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('building the pages of the credit service', () => {
  it('gives the same bytes wherever it is built', async () => {
    await buildServicePages(join(folder, 'elsewhere'), { progress })
    const [one, two] = await Promise.all(['dist', 'elsewhere'].map(name => readManifest(join(folder, name, '.service'))))
    expect(one!.files.length).toBeGreaterThan(5)
    expect(two).toEqual(one)
  })

  it('builds nothing that has not changed, and everything when it is told to', async () => {
    expect(await buildServicePages(join(folder, 'dist'), { progress })).toBe(false)
    expect(await buildServicePages(join(folder, 'dist'), { progress, force: true })).toBe(true)
  })

  it('clears up after a build that was killed', async () => {
    const killed = join(folder, 'dist', '..service-2147483646')
    await mkdir(killed)
    await buildServicePages(join(folder, 'dist'), { progress })
    await expect(readFile(killed)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('is no course', async () => {
    expect((await createFilesApp(join(folder, 'dist'))).courses).toEqual([])
  })

  it('leaves the last good pages when it fails', async () => {
    const file = join(folder, 'blocked')
    await writeFile(file, '')
    await expect(buildServicePages(join(file, 'dist'), { progress })).rejects.toThrow()
    expect((await createServicePages(join(folder, 'dist'))!.app.request('/office/')).status).toBe(200)
  })
})

describe('serving the pages of the credit service', () => {
  const get = (path: string) => createServicePages(join(folder, 'dist'))!.app.request(path)

  it('has none to serve where none were built', () => {
    expect(createServicePages(join(folder, 'nothing'))).toBeUndefined()
  })

  it('lets nothing run that is not a file of its own, and only styles that bear the page’s own nonce', async () => {
    const response = await get('/office/')
    const policy = response.headers.get('content-security-policy')!
    expect(policy).not.toMatch(/unsafe|data:|\*/)
    expect(policy).toContain('default-src \'none\'')
    expect(policy).toContain('frame-ancestors \'none\'')
    const [, nonce] = /style-src 'self' 'nonce-([^']+)'/.exec(policy)!
    expect(await response.text()).toContain(`<meta property="csp-nonce" nonce="${nonce}">`)
    expect((await get('/office/')).headers.get('content-security-policy')).not.toContain(nonce)
  })

  it('answers every address below the page with the page, and what is missing among its files with 404', async () => {
    expect(await (await get('/office/courses/x/roster?passed=yes')).text()).toContain('<div id="app">')
    expect((await get('/office')).headers.get('location')).toBe('/office/')
    expect((await get('/office/assets/nothing.js')).status).toBe(404)
    expect((await get('/office/assets/..%2f..%2fmanifest.json')).status).toBe(404)
    expect((await get('/office/manifest.json')).headers.get('content-type')).toContain('text/html')
  })

  it('serves files that browsers may keep', async () => {
    const [, script] = /src="(\/office\/assets\/[^"]+\.js)"/.exec(await (await get('/office/')).text())!
    const response = await get(script!)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('javascript')
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect((await get('/office/favicon.svg')).headers.get('content-type')).toContain('svg')
  })

  it('answers for its own addresses alone', () => {
    const { answers } = createServicePages(join(folder, 'dist'))!
    expect(['/office', '/office/', '/office/courses'].map(answers)).toEqual([true, true, true])
    expect(['/', '/officer/', '/api/office/courses', '/low-dose-naltrexone/module/'].map(answers)).toEqual([false, false, false, false])
  })
})
