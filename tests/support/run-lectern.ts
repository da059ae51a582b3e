import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** The command as the clone has it. */
export const clonedCommand = fileURLToPath(new URL('../../bin/lectern.mjs', import.meta.url))

export interface RunOptions {
  cwd: string
  env?: Record<string, string | undefined>
  /** Path of bin/lectern.mjs; the clone's when left out. */
  command?: string
}

export interface RunResult { exitCode: number | null, stdout: string, stderr: string }

export interface RunningCommand {
  /** Everything printed so far, on both streams. */
  output: () => string
  /** Waits until a text has been printed; fails when the command ends before. */
  printed: (text: string | RegExp) => Promise<void>
  signal: (signal: NodeJS.Signals) => void
  /** The exit code, once it has ended. */
  ended: Promise<number | null>
}

/** Runs `lectern …` to its end, as a user's shell would. */
export async function runLectern(args: readonly string[], options: RunOptions): Promise<RunResult> {
  const child = spawnLectern(args, options)
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', chunk => stdout += chunk)
  child.stderr.on('data', chunk => stderr += chunk)
  const [exitCode] = await once(child, 'close') as [number | null]
  return { exitCode, stdout, stderr }
}

/** Starts `lectern …` and leaves it running; it is killed when the test ends. */
export function startLectern(args: readonly string[], options: RunOptions): RunningCommand {
  const child = spawnLectern(args, options)
  let output = ''
  const collect = (chunk: object) => {
    output += String(chunk)
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const ended = once(child, 'close').then(([exitCode]) => exitCode as number | null)
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null)
      child.kill('SIGKILL')
    await ended
  })
  const has = (text: string | RegExp) => typeof text === 'string' ? output.includes(text) : text.test(output)
  return {
    output: () => output,
    printed: text => new Promise((resolve, reject) => {
      const look = () => {
        if (has(text))
          resolve()
      }
      look()
      child.stdout.on('data', look)
      child.stderr.on('data', look)
      child.once('close', () => reject(new Error(`lectern ended without printing ${text}:\n${output}`)))
    }),
    signal: signal => child.kill(signal),
    ended,
  }
}

function spawnLectern(args: readonly string[], { cwd, env, command = clonedCommand }: RunOptions) {
  return spawn(process.execPath, [command, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: undefined, NODE_ENV: undefined, VITEST: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
