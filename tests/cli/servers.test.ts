import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { assertPortFree } from '../../scripts/serve/port.ts'
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
