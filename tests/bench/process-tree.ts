import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'

export interface ProcessCost {
  seconds: number
  /** Highest sum of resident memory (RSS) over the process and its descendants, in MB; shared pages count for each. */
  peakMegabytes: number
  exitCode: number | null
  output: string
}

/** Runs Node.js to its end and looks ten times a second at the memory of all its processes. Linux only. */
export async function measureNode(args: readonly string[], options: { cwd: string, env?: Record<string, string> }): Promise<ProcessCost> {
  const start = performance.now()
  const child = spawn(process.execPath, args, { cwd: options.cwd, env: { ...process.env, ...options.env, NO_COLOR: '1', FORCE_COLOR: undefined }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let peak = 0
  child.stdout.on('data', chunk => output += chunk)
  child.stderr.on('data', chunk => output += chunk)
  const timer = setInterval(() => {
    peak = Math.max(peak, residentKilobytes(child.pid!))
  }, 100)
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve)
  })
  clearInterval(timer)
  return { seconds: (performance.now() - start) / 1000, peakMegabytes: peak / 1024, exitCode, output }
}

function residentKilobytes(pid: number): number {
  try {
    const own = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
    return children.reduce((sum, child) => sum + residentKilobytes(Number(child)), own)
  }
  catch {
    return 0 // it has ended
  }
}
