import type { Machine } from '../../scripts/browser/machine.ts'
import { describe, expect, it } from 'vitest'
import { findBrowser } from '../../scripts/browser/find.ts'

const nothingUnpacked = async () => undefined

function machine(platform: NodeJS.Platform, files: string[], env: Record<string, string> = {}): Machine {
  return { platform, env: { PATH: '/usr/local/bin:/usr/bin', ...env }, home: '/home/ada', runs: path => files.includes(path) }
}

describe('findBrowser', () => {
  const windows = { 'PROGRAMFILES': 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)', 'LOCALAPPDATA': 'C:\\Users\\Ada\\AppData\\Local' }

  it.each<[what: string, platform: NodeJS.Platform, files: string[], env: Record<string, string>, path: string]>([
    ['Chrome of Linux', 'linux', ['/usr/bin/google-chrome-stable', '/usr/bin/chromium'], {}, '/usr/bin/google-chrome-stable'],
    ['Chromium of Debian', 'linux', ['/usr/bin/chromium'], {}, '/usr/bin/chromium'],
    ['Chromium of a snap', 'linux', ['/snap/bin/chromium'], {}, '/snap/bin/chromium'],
    ['Edge of Linux', 'linux', ['/usr/bin/microsoft-edge'], {}, '/usr/bin/microsoft-edge'],
    ['Chrome of macOS', 'darwin', ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'], {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['Edge of one user of macOS', 'darwin', ['/home/ada/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'], {}, '/home/ada/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
    ['Chrome of one user of Windows', 'win32', ['C:\\Users\\Ada\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe'], windows, 'C:\\Users\\Ada\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe'],
    ['Edge of Windows', 'win32', ['C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'], windows, 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
    ['the one that was asked for', 'linux', ['/usr/bin/chromium', '/opt/mine'], { LECTERN_CHROMIUM: '/opt/mine' }, '/opt/mine'],
  ])('finds %s', async (_, platform, files, env, path) => {
    const found = await findBrowser({ machine: machine(platform, files, env), unpack: nothingUnpacked })
    expect(found.path).toBe(path)
  })

  it('falls back to the browser that npm brought', async () => {
    const unpack = async () => ({ path: '/cache/chromium', env: { LD_LIBRARY_PATH: '/cache/lib' } })
    const found = await findBrowser({ machine: machine('linux', []), unpack })
    expect(found).toMatchObject({ path: '/cache/chromium', env: { LD_LIBRARY_PATH: '/cache/lib' } })
  })

  it.each<[NodeJS.Platform, RegExp]>([
    ['linux', /apt-get install chromium/],
    ['darwin', /brew install/],
    ['win32', /winget install/],
  ])('says on %s what to install when there is none', async (platform, mend) => {
    await expect(findBrowser({ machine: machine(platform, []), unpack: nothingUnpacked }))
      .rejects
      .toMatchObject({ code: 'browser-not-found', mend: expect.stringMatching(mend) })
  })

  it('does not take another browser than the one that was asked for', async () => {
    await expect(findBrowser({ machine: machine('linux', ['/usr/bin/chromium'], { LECTERN_CHROMIUM: '/nowhere' }), unpack: nothingUnpacked }))
      .rejects
      .toMatchObject({ code: 'browser-not-found', message: expect.stringContaining('/nowhere') })
  })
})
