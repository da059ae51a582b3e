import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { posix } from 'node:path'
import process from 'node:process'

/** What the finders need to know of the computer they search. */
export interface Machine {
  platform: NodeJS.Platform
  env: Record<string, string | undefined>
  home: string
  /** Whether a path is a file that this user may run. */
  runs: (path: string) => boolean
}

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
  runs: (path) => {
    try {
      accessSync(path, constants.X_OK)
      return statSync(path).isFile()
    }
    catch {
      return false
    }
  },
}

/** Full paths of commands on the PATH, in the order of the names. Linux only. */
export function onPath(machine: Machine, names: string[]): string[] {
  const folders = (machine.env.PATH ?? '').split(':').filter(Boolean)
  return names.flatMap(name => folders.map(folder => posix.join(folder, name)))
}

/** Where an app's executable lies on macOS, for everyone or for one user. */
export function inApplications(machine: Machine, app: string): string[] {
  return ['/Applications', `${machine.home}/Applications`]
    .map(folder => `${folder}/${app}.app/Contents/MacOS/${app}`)
}

/** Where a program's executable lies on Windows, for everyone or for one user. */
export function inProgramFiles(machine: Machine, path: string): string[] {
  const { env } = machine
  return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
    .filter(folder => folder !== undefined && folder !== '')
    .map(folder => `${folder}\\${path}`)
}
