import type { Machine } from './machine.ts'
import { inApplications, inProgramFiles, onPath } from './machine.ts'

/** Where Microsoft Edge may be installed; every Windows has it. */
export function edgePaths(machine: Machine): string[] {
  switch (machine.platform) {
    case 'darwin':
      return inApplications(machine, 'Microsoft Edge')
    case 'win32':
      return inProgramFiles(machine, 'Microsoft\\Edge\\Application\\msedge.exe')
    default:
      return [...onPath(machine, ['microsoft-edge-stable', 'microsoft-edge']), '/opt/microsoft/msedge/msedge']
  }
}
