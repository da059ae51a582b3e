import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { HttpClient } from './support/http-client.ts'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quizOf } from '../../server/courses/course-bundle.ts'
import { writeBuild } from '../serve/support/built-course.ts'
import { freePort } from '../support/ports.ts'
import { startLectern } from '../support/run-lectern.ts'
import { writeProject } from '../support/temporary-project.ts'
import { realBundle } from './support/credit-service.ts'
import { createHttpClient } from './support/http-client.ts'
import { startMailServer } from './support/mail-server.ts'
import { takeCourse } from './support/take-course.ts'

/* The service as an operator runs it: a process, a data folder, a mail server, sockets. */

const profile = { givenName: 'Annabel', familyName: 'Quartermaine-Ōta', profession: 'physician', credentials: 'M.D.', npi: '1234567893', licences: [{ state: 'NJ', number: 'LICENCE-77-42' }], boards: ['Board of Quiet Medicine'], birthMonthDay: '04-30' }
const words = 'I will taper with more patience from tomorrow on.'
const email = 'annabel.quartermaine@hospital.example.org'

let bundle: CourseBundle
let mailPort: number
let mail: Awaited<ReturnType<typeof startMailServer>>

beforeAll(async () => {
  bundle = await realBundle()
  mailPort = await freePort()
  mail = await startMailServer(mailPort)
})
afterAll(() => mail.close())

async function serve(environment: Record<string, string> = {}) {
  const project = await writeProject({ 'package.json': '{}' })
  await writeBuild(join(project, 'dist'), { bundle, mark: 'public' })
  const port = await freePort()
  const service = startLectern(['serve', '--port', String(port)], { cwd: project, env: { SMTP_URL: `smtp://127.0.0.1:${mailPort}`, MAIL_FROM: 'cme@example.org', DATABASE_URL: undefined as never, ...environment } })
  await service.printed('Press Ctrl+C to stop.')
  return { service, port, url: `http://localhost:${port}` }
}

async function signIn(client: HttpClient, address: string): Promise<void> {
  await client.post('/api/auth/email-otp/send-verification-otp', { email: address })
  expect((await client.post('/api/auth/sign-in/email-otp', { email: address, otp: mail.codeFor(address) })).status).toBe(200)
}

/** Bytes on a socket, and what comes back until the other side closes or says no more. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', chunk => answer += chunk.toString('latin1'))
  socket.on('error', () => {})
  socket.write(bytes, 'latin1')
  await Promise.race([once(socket, 'close'), new Promise(resolve => setTimeout(resolve, 1500))])
  socket.destroy()
  return answer
}

/** The path as it stands: other clients tidy it up. */
function getPath(port: number, path: string): Promise<{ status: number, text: string }> {
  return new Promise((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path }, (response) => {
      let text = ''
      response.on('data', chunk => text += String(chunk))
      response.on('end', () => resolve({ status: response.statusCode!, text }))
    }).on('error', reject).end()
  })
}

describe('the service as it is run', () => {
  it('tells no key before grading, logs nothing of a person, measures, and finishes what runs when it is stopped', async () => {
    const { service, port, url } = await serve()
    const learner = createHttpClient(url)
    const stranger = createHttpClient(url)
    const other = createHttpClient(url)
    await signIn(learner, email)
    await signIn(other, 'ben@example.org')
    const early: HttpClient['answers'] = []
    const certificate = await takeCourse(learner, bundle, {
      profile,
      words,
      failsFirst: true,
      async onStep(step) {
        // Everything that can be read, at every step, by everybody who is not of the office.
        for (const client of [learner, stranger, other]) {
          for (const path of ['/', '/api/service', '/api/courses', '/api/me', '/api/openapi.json', `/api/courses/${bundle.name}/journey`, `/api/courses/${bundle.name}/attempts/1/review`, '/api/office/courses', `/api/office/courses/${bundle.name}/report`, `/api/office/courses/${bundle.name}/roster`, `/${bundle.name}/module/`, `/${bundle.name}/module/module.json`])
            await client.get(path)
        }
        if (step === 'all answered' && !early.length)
          early.push(...learner.answers, ...stranger.answers, ...other.answers)
      },
    })
    const isPublicWord = (text: string) => JSON.stringify(bundle.meta).includes(text)
    const secrets = ['post-test', 'pre-test'].flatMap(kind => quizOf(bundle, kind as 'post-test')?.items ?? []).flatMap((item) => {
      const options = 'options' in item ? item.options.map(option => option.feedback?.text) : []
      return [item.rationale?.text, ...options]
    }).filter((text): text is string => text !== undefined && text.length > 20 && !isPublicWord(text))
    expect(secrets.length).toBeGreaterThan(20)
    const told = early.map(({ text, headers }) => headers + text).join('\n')
    for (const secret of secrets)
      expect(told).not.toContain(JSON.stringify(secret).slice(1, -1))
    // The description of the service names such fields, without any value.
    expect(early.filter(({ path, text }) => path !== '/api/openapi.json' && /"(?:key|keys|rationale|answer)":/.test(text)).map(({ path }) => path)).toEqual([])
    // Nobody but the learner has it after grading, either.
    const toldToOthers = [...stranger.answers, ...other.answers].map(({ text }) => text).join('\n')
    for (const secret of secrets)
      expect(toldToOthers).not.toContain(JSON.stringify(secret).slice(1, -1))
    expect(toldToOthers).not.toMatch(/Quartermaine|LICENCE-77/)

    await stranger.get(`/verify/${certificate}`)
    await stranger.get(`/api/certificates/${certificate}/pdf`)
    await stranger.post('/api/auth/sign-in/email-otp', { email, otp: '000000' })
    await stranger.put('/api/me/profile', profile)
    await learner.put('/api/me/profile', { ...profile, npi: '1234567890' })
    await learner.post(`/api/courses/${bundle.name}/commands`, { kind: 'answer', item: words, response: words })

    const metrics = await (await fetch(`${url}/metrics`)).text()
    expect(metrics).toMatch(/lectern_requests_total\{method="POST",route="\/api\/courses\/:course\/commands",status="200"\} \d+/)
    expect(metrics).toMatch(/lectern_request_duration_seconds_bucket\{le="0\.1",method="GET",route="\/api\/me"\} \d+/)
    expect(metrics).toMatch(/lectern_commit_duration_seconds_count [1-9]/)
    expect(metrics).toMatch(/lectern_writes_waiting 0\n/)
    expect(metrics).toMatch(/lectern_records_unsealed \d+/)
    expect(metrics).toMatch(/lectern_sign_ins_total\{way="code",outcome="signed-in"\} 2/)
    expect(metrics).toMatch(/lectern_sign_ins_total\{way="code",outcome="refused"\} 1/)
    expect(metrics).toMatch(/lectern_certificates_issued_total 1\n/)
    expect(metrics).toMatch(/process_resident_memory_bytes \d+/)
    // A reverse proxy on this computer passes on what comes from elsewhere.
    expect((await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(403)

    // A request whose body is still on its way when the process is told to stop.
    const body = JSON.stringify({ ...profile, givenName: 'Anna' })
    const slow = httpRequest({ port, host: '127.0.0.1', method: 'PUT', path: '/api/me/profile', headers: { 'content-type': 'application/json', 'origin': url, 'cookie': learner.cookie, 'content-length': new TextEncoder().encode(body).length } })
    const answered = once(slow, 'response')
    slow.write(body.slice(0, 20))
    await new Promise(resolve => setTimeout(resolve, 200))
    service.signal('SIGTERM')
    await new Promise(resolve => setTimeout(resolve, 300))
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed')
    slow.end(body.slice(20))
    const [response] = await answered as [{ statusCode: number, resume: () => void }]
    response.resume()
    expect(response.statusCode).toBe(200)
    expect(await service.ended).toBe(0)

    const output = service.output()
    const lines = output.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line) as Record<string, unknown>)
    expect(lines.length).toBeGreaterThan(100)
    for (const line of lines)
      expect(line).toMatchObject({ time: expect.stringMatching(/^\d{4}-.*Z$/), level: expect.stringMatching(/^(?:info|error)$/), message: expect.any(String) })
    expect(lines.filter(({ message }) => message === 'request').every(({ id, route, status }) => id && route && status)).toBe(true)
    const personal = [email, email.split('@')[0]!, 'hospital.example.org', 'ben@example.org', ...Object.values(profile).flatMap(value => typeof value === 'string' ? [value] : []).filter(value => value.length > 4 && value !== 'physician'), 'Annabel', 'Quartermaine', 'LICENCE-77-42', 'Quiet Medicine', words, 'taper with more', certificate, mail.codeFor(email)!, mail.codeFor('ben@example.org')!, decodeURIComponent(learner.cookie!.split('=')[1]!).slice(0, 20)]
    for (const text of personal)
      expect([text, output.includes(text)]).toEqual([text, false])
  }, 120_000)

  it('answers what is no sound HTTP with a refusal, hands out nothing private, and lives on', async () => {
    const { service, port, url } = await serve()
    const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
    const refused: [string, string][] = [
      ['an unknown method', 'BREW /api/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
      ['TRACE', 'TRACE /api/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
      ['PROPFIND', 'PROPFIND /api/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
      ['DELETE where nothing can be deleted', 'DELETE /api/courses HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
      ['no host', 'GET /api/me HTTP/1.1\r\nconnection: close\r\n\r\n'],
      ['a hostile host', 'GET /api/me HTTP/1.1\r\nhost: e vil/../\r\nconnection: close\r\n\r\n'],
      ['two lengths', 'POST /api/auth/sign-out HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
      ['a length and chunks', 'POST /api/auth/sign-out HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
      ['a negative length', 'POST /api/auth/sign-out HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n{}'],
      ['a header of 20,000 characters', `GET /api/me HTTP/1.1\r\nhost: x\r\ncookie: ${'a'.repeat(20_000)}\r\nconnection: close\r\n\r\n`],
      ['3,000 headers', `GET /api/me HTTP/1.1\r\nhost: x\r\n${Array.from({ length: 3000 }, (_, index) => `x-${index}: 1\r\n`).join('')}\r\n`],
      ['an address of 20,000 characters', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`],
      ['a NUL in a header', 'GET /api/me HTTP/1.1\r\nhost: x\r\ncookie: a\0b\r\n\r\n'],
      ['a folded header', 'GET /api/me HTTP/1.1\r\nhost: x\r\ncookie: a\r\n b\r\nconnection: close\r\n\r\n'],
      ['an address of another server', 'GET http://evil.test/api/me HTTP/1.1\r\nhost: evil.test\r\nconnection: close\r\n\r\n'],
      ['no HTTP', 'hello\r\n\r\n'],
      ['TLS', '\x16\x03\x01\x02\0\x01\0\x01\xFC\x03\x03'],
    ]
    for (const [what, bytes] of refused) {
      const answer = await raw(port, bytes)
      // An answer of the kind "you are wrong", or none at all.
      expect([what, answer === '' || (statusOf(answer) >= 400 && statusOf(answer) < 500), answer.slice(0, 200)]).toEqual([what, true, expect.anything()])
      expect(answer).not.toMatch(/\bat .*\.[jt]s:\d/)
    }
    const duplicated = await raw(port, 'GET /api/me HTTP/1.1\r\nhost: x\r\ncookie: a=b\r\ncookie: lectern.session_token=x\r\norigin: http://a\r\norigin: http://b\r\nconnection: close\r\n\r\n')
    expect(statusOf(duplicated)).toBe(401)

    const key = quizOf(bundle, 'post-test')!.items.find(item => item.rationale)!.rationale!.text.slice(0, 40)
    const roots = ['/', '//', '/./', '/%2e/', '/.%2f', `/${bundle.name}/`, `/${bundle.name}/module/`, `/${bundle.name}/slides/`, `/${bundle.name}/module/../`, `/${bundle.name}/module/%2e%2e/`, `/${bundle.name}/module/..%2f`, `/${bundle.name}/module/..%5c`, `/${bundle.name}/module/%252e%252e/`, `/${bundle.name}/module/....//`, `/${bundle.name}/module/%c0%ae%c0%ae/`, '/../', '/..%2f', '/%2e%2e/', '/office/../', '/office/%2e%2e/', '/verify/../', '/api/../', '/api/%2e%2e/']
    const files = ['private/course.json', `${bundle.name}/private/course.json`, 'dist/private/course.json', `../${bundle.name}/private/course.json`, 'data/lectern.sqlite', '../data/lectern.sqlite', '../data/secret', '../data/signing-key.json', 'data/versions', 'lectern.sqlite', 'secret', 'signing-key.json', '.service', '.service/index.html', 'manifest.json', 'package.json', '../package.json', '.git/config', '.env', 'etc/passwd']
    for (const root of roots) {
      for (const file of files) {
        const { status, text } = await getPath(port, root + file)
        expect([root + file, status >= 300 && status < 500]).toEqual([root + file, true])
        expect(text).not.toContain(key)
        expect(text).not.toMatch(/SQLite format|"kty"|root:x:|"name":"lectern"/)
      }
    }

    for (const path of ['/api/service', '/api/me', '/verify/', '/verify/x', '/api/auth/problem', '/health', '/nothing-here']) {
      const { headers } = await fetch(url + path)
      const policy = headers.get('content-security-policy')!
      expect([path, policy]).toEqual([path, expect.stringContaining('default-src')])
      if (path !== '/nothing-here')
        expect([path, policy.includes('unsafe')]).toEqual([path, false])
      expect([path, headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual([path, 'nosniff', 'no-referrer'])
      expect([path, headers.get('x-powered-by'), headers.get('server')]).toEqual([path, null, null])
      if (path.startsWith('/api/'))
        expect([path, headers.get('cache-control')]).toEqual([path, 'no-store'])
    }
    expect((await fetch(`${url}/ready`)).status).toBe(200)
    service.signal('SIGTERM')
    expect(await service.ended).toBe(0)
    expect(service.output()).not.toMatch(/"level":"error"|\bat .*\.[jt]s:\d/)
  }, 120_000)

  it.each([
    [{ OIDC_ISSUER: 'https://login.example.org' }, 'Single sign-on is set up in part'],
    [{ TRUSTED_PROXIES: 'yes' }, 'TRUSTED_PROXIES'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
    [{ SIGN_INS_PER_NETWORK: '10' }, 'SIGN_INS_PER_NETWORK'],
    [{ SMTP_URL: 'mail.example.org' }, 'SMTP_URL'],
  ])('does not start with settings that do not hold: %j', async (environment, message) => {
    const project = await writeProject({ 'package.json': '{}' })
    await writeBuild(join(project, 'dist'), { bundle, mark: 'public' })
    const service = startLectern(['serve', '--port', String(await freePort())], { cwd: project, env: environment })
    expect(await service.ended).toBe(2)
    expect(service.output()).toContain(message)
    expect(service.output()).not.toMatch(/\bat .*\.[jt]s:\d/)
  })
})
