import { access, constants, mkdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'

/** Short, so that a process is not stopped for longer than a request takes. */
const PERIOD_US = 20_000

export interface ProcessorShares {
  /** From now on a process, all its threads included, gets so much of one core and no more. */
  limit: (pid: number, share: number) => Promise<void>
  /** Takes a process, and those that it starts from now on, into the group beside the limited ones. */
  include: (pid: number) => Promise<void>
  /** Gives back what was limited; the processes have ended. */
  close: () => Promise<void>
}

/**
 * Control groups of Linux, of either version. All that is measured is in one group, which comes
 * before whatever else runs on the machine. Undefined where this user may not make one.
 */
export async function openProcessorShares(): Promise<ProcessorShares | undefined> {
  for (const open of [openVersion1, openVersion2]) {
    const shares = await open(join('/sys/fs/cgroup')).catch(() => undefined)
    if (shares)
      return shares
  }
  return undefined
}

async function openVersion1(root: string): Promise<ProcessorShares> {
  const group = join(root, 'cpu', `lectern-bench-${process.pid}`)
  await access(join(root, 'cpu', 'cpu.cfs_quota_us'), constants.W_OK)
  return openIn(group, join(root, 'cpu'), async (folder, share) => {
    if (share === undefined) {
      await writeFile(join(folder, 'cpu.shares'), '262144')
      return
    }
    await writeFile(join(folder, 'cpu.cfs_period_us'), `${PERIOD_US}`)
    await writeFile(join(folder, 'cpu.cfs_quota_us'), `${Math.round(PERIOD_US * share)}`)
  })
}

async function openVersion2(root: string): Promise<ProcessorShares> {
  if (!(await readFile(join(root, 'cgroup.controllers'), 'utf8')).split(/\s/).includes('cpu'))
    throw new Error('no control of the processor')
  await writeFile(join(root, 'cgroup.subtree_control'), '+cpu')
  return openIn(join(root, `lectern-bench-${process.pid}`), root, async (folder, share) => {
    if (share === undefined) {
      await writeFile(join(folder, 'cgroup.subtree_control'), '+cpu')
      await writeFile(join(folder, 'cpu.weight'), '10000')
      return
    }
    await writeFile(join(folder, 'cpu.max'), `${Math.round(PERIOD_US * share)} ${PERIOD_US}`)
  })
}

/** Processes are in leaves only, which version 2 insists on. */
async function openIn(group: string, outside: string, set: (folder: string, share?: number) => Promise<void>): Promise<ProcessorShares> {
  const leaves: string[] = []
  const leaf = async (name: string): Promise<string> => {
    const folder = join(group, name)
    await mkdir(folder)
    leaves.push(folder)
    return folder
  }
  await mkdir(group)
  try {
    await set(group)
    const beside = await leaf('beside')
    return {
      async limit(pid, share) {
        const folder = await leaf(`${pid}`)
        await set(folder, share)
        await writeFile(join(folder, 'cgroup.procs'), `${pid}`)
      },
      include: pid => writeFile(join(beside, 'cgroup.procs'), `${pid}`),
      async close() {
        await writeFile(join(outside, 'cgroup.procs'), `${process.pid}`)
        for (const folder of [...leaves, group])
          await rmdir(folder).catch(() => {})
      },
    }
  }
  catch (error) {
    await rmdir(group).catch(() => {})
    throw error
  }
}
