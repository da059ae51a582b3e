import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser } from '../../scripts/browser/find.ts'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { thisMachine } from '../../scripts/browser/machine.ts'
import { unpackSparticuz } from '../../scripts/browser/sparticuz.ts'

describe('launchBrowser', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lectern-stub-'))
    await writeFile(join(folder, 'google-chrome'), '#!/bin/sh\necho "Command not found: install the chrome snap" >&2\nexit 10\n')
    await chmod(join(folder, 'google-chrome'), 0o755)
  })

  afterAll(() => rm(folder, { recursive: true }))

  it('passes over a stub that does not start', async () => {
    const machine = { ...thisMachine, env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } }
    const browser = await launchBrowser(undefined, { machine })
    expect(browser.version()).toMatch(/^\d+\./)
    await browser.close()
  })

  it('says why the browser that was asked for did not start', async () => {
    const machine = { ...thisMachine, env: { ...process.env, LECTERN_CHROMIUM: join(folder, 'google-chrome') } }
    await expect(launchBrowser(undefined, { machine })).rejects.toMatchObject({ code: 'browser-not-started', message: expect.stringContaining('google-chrome') })
  })

  it('knows no host but this computer', async () => {
    const browser = await launchBrowser()
    const page = await browser.newPage()
    await expect(page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
    await browser.close()
  })
})

describe('the browser that npm brings', async () => {
  const bare = { ...thisMachine, env: { ...process.env, LECTERN_CHROMIUM: undefined, PATH: '/nonexistent' }, runs: (path: string) => path.includes('lectern') && thisMachine.runs(path) }
  const packed = await unpackSparticuz(bare)

  it.skipIf(packed === undefined)('prints a tagged PDF and takes a picture where no other browser is', async () => {
    const found = await findBrowser({ machine: bare })
    expect(found.name).toContain('sparticuz')
    const browser = await launchBrowser(found)
    const page = await browser.newPage()
    await page.setContent('<html lang="en"><title>T</title><h1>Words</h1>')
    const pdf = await page.pdf({ tagged: true })
    expect(pdf.toString('latin1')).toContain('/StructTreeRoot')
    expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG')
    await browser.close()
  })
})
