import type { Machine } from './machine.ts'
import { inApplications, inProgramFiles, onPath } from './machine.ts'

/** Where Google Chrome may be installed, the likeliest place first. */
export function chromePaths(machine: Machine): string[] {
  switch (machine.platform) {
    case 'darwin':
      return inApplications(machine, 'Google Chrome')
    case 'win32':
      return inProgramFiles(machine, 'Google\\Chrome\\Application\\chrome.exe')
    default:
      return [...onPath(machine, ['google-chrome-stable', 'google-chrome']), '/opt/google/chrome/chrome']
  }
}
