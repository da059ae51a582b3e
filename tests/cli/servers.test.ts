import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { assertPortFree } from '../../scripts/serve/port.ts'
import { writeBuild } from '../serve/support/built-course.ts'
import { realBundle } from '../server/support/credit-service.ts'
import { freePort } from '../support/ports.ts'
import { startLectern } from '../support/run-lectern.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

const builtDemo = {
  'dist/demo/manifest.json': JSON.stringify({ course: 'demo', title: 'A small course', lectern: '0', inputs: {}, files: [] }),
  'dist/demo/slides/index.html': '<!doctype html><title>The built deck</title>',
}

describe('serve', { timeout: 60_000 }, () => {
  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])('prints where everything is, and ends in good order on %s', async (signal) => {
    const port = await freePort()
    const server = startLectern(['serve', '--port', String(port)], { cwd: await writeProject(builtDemo) })
    await server.printed('Press Ctrl+C to stop.')
    expect(server.output()).toContain(`http://localhost:${port}/demo/slides/\n`)
    expect(server.output()).toContain(`http://localhost:${port}/demo/slides/#/presenter/1\n`)
    expect(await (await fetch(`http://localhost:${port}/demo/slides/`)).text()).toContain('The built deck')
    server.signal(signal)
    expect(await server.ended).toBe(0)
    await assertPortFree(port, 'localhost')
  })
})

describe('serve with a course for credit', { timeout: 60_000 }, () => {
  it('says where codes appear, where records are kept and how the first administrator is made', async () => {
    const port = await freePort()
    const cwd = await writeProject({ 'package.json': '{}' })
    await writeBuild(join(cwd, 'dist'), { bundle: { ...await realBundle(), name: 'demo' }, mark: 'demo' })
    const start = () => startLectern(['serve', '--port', String(port), '--data', 'records'], { cwd })
    const server = start()
    await server.printed('Press Ctrl+C to stop.')
    const data = join(cwd, 'records')
    expect(server.output()).toContain(`First admin  lectern admin grant you@example.org --role admin --data ${data}\n`)
    expect(server.output()).toContain('Codes        to sign in appear below: no mail server is set (SMTP_URL), which is for trying out only\n')
    expect(server.output()).toContain(`Records      ${data}\n`)
    await fetch(`http://localhost:${port}/api/auth/email-otp/send-verification-otp`, { method: 'POST', headers: { 'content-type': 'application/json', 'origin': `http://localhost:${port}` }, body: '{"email":"ann@example.org"}' })
    await server.printed('is your code to sign in')
    server.signal('SIGINT')
    expect(await server.ended).toBe(0)
    const admin = startLectern(['admin', 'grant', 'ann@example.org', '--role', 'admin', '--data', 'records'], { cwd })
    expect(await admin.ended).toBe(0)
    const again = start()
    await again.printed('Press Ctrl+C to stop.')
    expect(again.output()).not.toContain('First admin')
    again.signal('SIGINT')
    await again.ended
  })

  it('warns of a course that it cannot offer, and serves the other', async () => {
    const port = await freePort()
    const cwd = await writeProject({ 'package.json': '{}' })
    const bundle = await realBundle()
    await writeBuild(join(cwd, 'dist'), { bundle: { ...bundle, name: 'bad' }, mark: 'bad', without: ['module'] })
    await writeBuild(join(cwd, 'dist'), { bundle: { ...bundle, name: 'good' }, mark: 'good' })
    const server = startLectern(['serve', '--port', String(port)], { cwd })
    await server.printed('Press Ctrl+C to stop.')
    expect(server.output()).toContain('Warning: bad counts for credit and was built without its module, so that it is not offered.\nRun "lectern build bad".\n')
    server.signal('SIGINT')
    expect(await server.ended).toBe(0)
  })
})

// Windows ends a process without asking it.
describe.skipIf(process.platform === 'win32')('present', { timeout: 90_000 }, () => {
  async function present(...options: string[]) {
    const port = await freePort()
    const cwd = await writeProject(soundCourse)
    const command = startLectern(['present', 'slides/demo/slides.md', '--port', String(port), ...options], { cwd })
    await command.printed('Press Ctrl+C to stop.')
    return { command, port, deck: join(cwd, 'slides/demo/slides.md') }
  }

  it('prints where deck, presenter and reading view are; ends on Ctrl+C, with its server', async () => {
    const { command, port } = await present()
    expect(command.output()).toContain(`Deck          http://localhost:${port}/\n`)
    expect(command.output()).toContain(`Presenter     http://localhost:${port}/presenter/1\n`)
    expect(command.output()).toContain(`Reading view  http://localhost:${port}/reading\n`)
    expect(command.output()).toContain('To control the slides by phone, add: --remote')
    expect(await (await fetch(`http://localhost:${port}/`)).text()).toContain('A small course')
    command.signal('SIGINT')
    expect(await command.ended).toBe(0)
    await assertPortFree(port, 'localhost')
  })

  it('starts again when the head matter needs it, and leaves no server behind even when it is killed', async () => {
    const { command, port, deck } = await present('--remote', 'open sesame')
    expect(command.output()).toContain(`Presenter     http://localhost:${port}/presenter/1?password=open%20sesame\n`)
    await writeFile(deck, (await readFile(deck, 'utf8')).replace('theme: none', 'theme: none\nrouterMode: hash'))
    await command.printed(`http://localhost:${port}/#/presenter/1?password=open%20sesame\n`)
    command.signal('SIGKILL')
    await command.ended
    await expect.poll(() => assertPortFree(port, '0.0.0.0').then(() => 'free', () => 'taken'), { timeout: 5000 }).toBe('free')
  })
})
