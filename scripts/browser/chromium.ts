import type { Machine } from './machine.ts'
import { inApplications, inProgramFiles, onPath } from './machine.ts'

/** Where Chromium may be installed, the likeliest place first. */
export function chromiumPaths(machine: Machine): string[] {
  switch (machine.platform) {
    case 'darwin':
      return [...inApplications(machine, 'Chromium'), '/opt/homebrew/bin/chromium']
    case 'win32':
      return inProgramFiles(machine, 'Chromium\\Application\\chrome.exe')
    default:
      return [...onPath(machine, ['chromium', 'chromium-browser']), '/usr/lib/chromium/chromium', '/snap/bin/chromium']
  }
}
