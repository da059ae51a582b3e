import { Buffer } from 'node:buffer'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFilesApp } from '../../scripts/serve/files-app.ts'
import { serveDist } from '../../scripts/serve/serve-dist.ts'
import { realBundle } from '../server/support/credit-service.ts'
import { freePort } from '../support/ports.ts'
import { writeProject } from '../support/temporary-project.ts'

const manifest = JSON.stringify({ course: 'demo', title: 'A <small> course', lectern: '0', inputs: {}, files: [] })
const built = {
  'dist/demo/manifest.json': manifest,
  'dist/demo/slides/index.html': '<!doctype html><title>Deck</title>',
  'dist/demo/slides/assets/app-1234.js': 'export {}',
  'dist/demo/handouts/slides.pdf': '%PDF-1.7',
  'dist/demo/private/post-test.json': '{"key":"secret"}',
  'dist/.demo-1/slides/index.html': 'half written',
  'dist/demo/slides/.env': 'KEY=secret',
  'dist/demo/slides/.vite/manifest.json': '{"of the server": "secret"}',
}

async function app(files: Record<string, string> = built) {
  return (await createFilesApp(join(await writeProject(files), 'dist'))).app
}

describe('serving what was built', () => {
  it('lists the courses with their products, safely', async () => {
    const page = await (await (await app()).request('/')).text()
    expect(page).toContain('A &lt;small&gt; course')
    expect(page).toContain('href="/demo/slides/"')
    expect(page).toContain('href="/demo/handouts/"')
    expect(page).not.toContain('/demo/module/')
  })

  it.each(['/%2Fevil.example/module', '/%5Cevil.example/module', '/%2F%2Fevil.example/slides', '/%2fevil.example%2f../handouts', '/..%2F..%2Fevil.example/module'])('sends nobody to another site: %s', async (path) => {
    const response = await (await app()).request(path)
    expect([response.status, response.headers.get('location')]).toEqual([404, null])
  })

  it('tells of a course what its module tells, in the reader’s language, and asks no service that is not there', async () => {
    const module = { meta: { title: 'A course', summary: 'About <doses>.', language: 'en', provider: { name: 'P & Q' }, estimatedMinutes: 45, released: '2020-01-01', expires: '2999-12-31' }, notAccredited: 'Not accredited; not designated for AMA PRA Category 1 Credit™.', lecture: { slides: 12 }, postTest: { key: 'no place for it' } }
    const server = await app({ ...built, 'dist/demo/module/index.html': '<!doctype html>', 'dist/demo/module/module.json': JSON.stringify(module) })
    const page = await (await server.request('/', { headers: { 'accept-language': 'es-MX, en;q=0.5', 'cookie': 'a=b' } })).text()
    for (const text of ['<html lang="es">', 'About &lt;doses&gt;.', 'P &amp; Q', 'unos 45 minutos, 12 diapositivas', 'Una autoevaluación: no da créditos.', '<em>AMA PRA Category 1 Credit</em>™', 'href="/demo/module/"', 'Ver este curso'])
      expect(page).toContain(text)
    for (const text of ['/verify/', '/office/', 'no place for it', '<script'])
      expect(page).not.toContain(text)
    expect(await (await server.request('/?lang=en')).text()).toContain('A self-assessment: it gives no credit.')
  })

  it.each([
    ['nobody', undefined, 401, 'You sign in on the page of a course'],
    ['a learner', 'learner', 200, 'Signed in as ann@example.org.'],
    ['somebody of the office', 'office', 200, 'To the office’s pages'],
    ['nobody that can be told, the records being away', 'learner', 503, 'cannot be said at the moment'],
    ['nobody that can be told, the service being broken', 'learner', 0, 'cannot be said at the moment'],
  ])('knows %s', async (_, role, status, words) => {
    const ask = async (path: string) => {
      if (status === 0)
        throw new Error('broken')
      return Response.json(path === '/api/me' ? { email: 'ann@example.org', role } : { courses: [{ course: 'demo', title: 'A course', language: 'en', next: 'lecture', completed: null }, { course: 'gone', title: 'Withdrawn & begun', language: 'en', next: 'claim', completed: null }] }, { status })
    }
    const { app } = await createFilesApp(join(await writeProject({ ...built, 'dist/demo/module/index.html': '<!doctype html>' }), 'dist'), undefined, () => ({ ask, office: true }))
    const response = await app.request('/', { headers: { cookie: 'session=x' } })
    const page = await response.text()
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(page).toContain(words)
    expect(page).toContain('/verify/')
    expect(page.includes('/office/')).toBe(status !== 200 || role !== 'learner')
    expect(page.includes('Continue: Lecture')).toBe(status === 200)
    expect(page.includes('<a href="/gone/module/">Withdrawn &amp; begun</a>: Continue: Credit &amp; certificate')).toBe(status === 200)
  })

  it.each(['/demo', '/demo/'])('leads from %s to what a learner looks for', async (path) => {
    const to = async (files: Record<string, string>) => (await (await app(files)).request(path)).headers.get('location')
    expect(await to(built)).toBe('/demo/slides/')
    expect(await to({ ...built, 'dist/demo/module/index.html': '<!doctype html>' })).toBe('/demo/module/')
    expect((await (await app()).request('/other')).status).toBe(404)
  })

  it('serves the deck and lets hashed files be kept', async () => {
    const server = await app()
    const deck = await server.request('/demo/slides/')
    expect(deck.status).toBe(200)
    expect(deck.headers.get('cache-control')).toBe('no-cache')
    expect(deck.headers.get('content-security-policy')).toContain('default-src \'self\'')
    const asset = await server.request('/demo/slides/assets/app-1234.js')
    expect(asset.headers.get('content-type')).toContain('javascript')
    expect(asset.headers.get('cache-control')).toContain('immutable')
  })

  it.each([
    '/demo/private/post-test.json',
    '/demo/slides/../private/post-test.json',
    '/demo/slides/%2e%2e/private/post-test.json',
    '/demo/slides/..%2fprivate/post-test.json',
    '/demo/slides//../private/post-test.json',
    '/demo/manifest.json',
    '/demo/slides/.env',
    '/demo/slides/.vite/manifest.json',
    '/demo/slides/%2evite/manifest.json',
    '/.demo-1/slides/',
    '/etc/passwd',
  ])('does not hand out %s', async (path) => {
    const response = await (await app()).request(path)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(await response.text()).not.toContain('secret')
  })

  it('sends a part when a part is asked for, and nothing of what has not changed', async () => {
    const server = await app()
    const whole = await server.request('/demo/handouts/slides.pdf')
    expect([whole.headers.get('accept-ranges'), whole.headers.get('content-length')]).toEqual(['bytes', '8'])
    const etag = whole.headers.get('etag')!
    const part = await server.request('/demo/handouts/slides.pdf', { headers: { range: 'bytes=1-3' } })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 1-3/8', 'PDF'])
    expect((await server.request('/demo/handouts/slides.pdf', { headers: { range: 'bytes=9-' } })).status).toBe(416)
    // A weak tag does not vouch that the rest belongs to the part that is there.
    expect((await server.request('/demo/handouts/slides.pdf', { headers: { 'range': 'bytes=1-3', 'if-range': etag } })).status).toBe(200)
    for (const known of [etag, `"other", ${etag}`, '*']) {
      const unchanged = await server.request('/demo/handouts/slides.pdf', { headers: { 'if-none-match': known } })
      expect([unchanged.status, await unchanged.text(), unchanged.headers.get('etag')]).toEqual([304, '', etag])
    }
    expect((await server.request('/demo/handouts/slides.pdf', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
    expect((await server.request('/demo/handouts/slides.pdf', { method: 'HEAD' })).headers.get('etag')).toBe(etag)
  })

  it('compresses what gets smaller, for browsers that can read it', async () => {
    const script = `export const words = '${'lecture '.repeat(1000)}'`
    const server = await app({ ...built, 'dist/demo/slides/assets/app-1234.js': script })
    const response = await server.request('/demo/slides/assets/app-1234.js', { headers: { 'accept-encoding': 'gzip' } })
    expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding'])
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.length).toBeLessThan(500)
    expect(gunzipSync(bytes).toString()).toBe(script)
    expect(await (await server.request('/demo/slides/assets/app-1234.js')).text()).toBe(script)
    expect((await server.request('/demo/handouts/slides.pdf', { headers: { 'accept-encoding': 'gzip' } })).headers.get('content-encoding')).toBeNull()
  })

  it.each(['/', '/demo/slides/', '/demo/handouts/', '/demo/handouts/slides.pdf', '/nothing', '/demo/slides/assets/app-1234.js'])('lets %s run no script that is written into a page', async (path) => {
    const policy = (await (await app()).request(path)).headers.get('content-security-policy')!
    expect(/script-src ([^;]*)/.exec(policy)![1]).toMatch(/^'(?:self|none)'$/)
    expect(policy).toMatch(/object-src 'none'/)
  })

  it('says when nothing has been built', async () => {
    const project = await writeProject({ 'package.json': '{}' })
    await expect(serveDist(join(project, 'dist'), { port: 0, host: '127.0.0.1', dataFolder: join(project, 'data') })).rejects.toMatchObject({ code: 'nothing-built', mend: 'Run "lectern build" first.' })
  })

  it('says when the port is in use, and how to go on', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    const project = await writeProject(built)
    await expect(serveDist(join(project, 'dist'), { port, host: '127.0.0.1', dataFolder: join(project, 'data') })).rejects.toMatchObject({ code: 'port-in-use', mend: expect.stringContaining(`--port ${port + 1}`) })
    await new Promise(resolve => other.close(resolve))
  })

  describe('with a course that counts for credit', () => {
    async function start(post: object, more: { publicUrl?: string } = {}) {
      const bundle = { ...await realBundle(), name: 'demo' }
      const quizzes = bundle.quizzes.map(quiz => quiz.kind === 'post-test' ? { ...quiz, ...post } : quiz)
      const project = await writeProject({ ...built, 'dist/demo/module/index.html': '<!doctype html>', 'dist/demo/private/course.json': JSON.stringify({ ...bundle, quizzes }) })
      const dataFolder = join(project, 'data')
      const server = await serveDist(join(project, 'dist'), { port: await freePort(), host: '127.0.0.1', dataFolder, ...more })
      onTestFinished(() => server.close())
      return { server, dataFolder }
    }

    it('runs the credit service beside the files', async () => {
      const { server, dataFolder } = await start({ sealed: true })
      expect(await (await fetch(`${server.url}/api/courses`)).json()).toEqual([expect.objectContaining({ name: 'demo', accredited: false })])
      expect((await fetch(`${server.url}/ready`)).status).toBe(200)
      expect((await fetch(`${server.url}/demo/slides/`)).status).toBe(200)
      expect((await fetch(`${server.url}/demo/private/course.json`)).status).toBe(404)
      expect((await readdir(dataFolder)).sort()).toEqual(expect.arrayContaining(['lectern.sqlite', 'secret', 'signing-key.json']))
      for (const file of ['secret', 'signing-key.json'])
        expect((await stat(join(dataFolder, file))).mode & 0o077).toBe(0)
    })

    it('says on every page of an https site that it is reached by https alone, and that no page uses a camera', async () => {
      const { server } = await start({ sealed: true }, { publicUrl: 'https://cme.example.org' })
      for (const path of ['/', '/demo/slides/', '/demo/handouts/', '/nothing/here', '/api/courses', '/verify/', '/health'])
        expect((await fetch(server.url + path)).headers.get('strict-transport-security'), path).toBe('max-age=31536000')
      for (const path of ['/', '/demo/handouts/', '/verify/'])
        expect((await fetch(server.url + path)).headers.get('permissions-policy'), path).toContain('camera=()')
      const { server: plain } = await start({ sealed: true })
      expect((await fetch(`${plain.url}/`)).headers.get('strict-transport-security')).toBeNull()
    })

    it('keeps no records for a self-assessment', async () => {
      const { server, dataFolder } = await start({ sealed: undefined })
      expect((await fetch(`${server.url}/api/courses`)).status).toBe(404)
      expect(existsSync(dataFolder)).toBe(false)
    })
  })
})
