import type { BackupManifest } from './manifest.ts'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import process from 'node:process'
import { filesBelow } from '../../scripts/build/fingerprint.ts'
import { LecternError } from '../../scripts/errors.ts'
import { kitVersion } from '../../scripts/kit.ts'
import { copyPostgres } from './copy-postgres.ts'
import { copySqlite } from './copy-sqlite.ts'
import { compareFiles, describeFile, KEY_FILES, MANIFEST_FILE, RECORDS_FILE, VERSIONS_FOLDER } from './manifest.ts'
import { syncFile } from './sync-file.ts'
import { verifyRecords } from './verify-records.ts'

export interface BackupOptions {
  /** Of PostgreSQL; without it the records are those of the data folder. */
  url?: string
  dataFolder: string
  /** Holds the backups, each in a folder of its own. */
  to: string
  /** Older backups beyond so many are removed. */
  keep?: number
  /** ISO time. */
  now: string
}

export interface Backup {
  folder: string
  manifest: BackupManifest
  /** Files that this data folder does not have; their values come from the environment, and have to be kept elsewhere. */
  missing: string[]
  removed: string[]
}

const PREFIX = 'lectern-backup-'
const DAY_MS = 86_400_000

/**
 * Backs a service up while it runs: the records as they stand at one moment, course versions and public keys among them, and
 * the files of the data folder. Written beside, verified, and then named: what has the name of a backup is one.
 * @throws LecternError when there is nothing to back up, the ledger does not hold, or the place cannot be written to.
 */
export async function backUp({ url, dataFolder, to, keep, now }: BackupOptions): Promise<Backup> {
  const records = join(dataFolder, RECORDS_FILE)
  if (url === undefined && !existsSync(records))
    throw new LecternError(`There are no records in ${dataFolder}.`, { code: 'no-records', mend: 'Name the data folder of the service with --data, or set DATABASE_URL.' })
  const folder = join(to, PREFIX + now.replace(/\.\d+/, '').replaceAll(':', '-'))
  if (existsSync(folder))
    throw new LecternError(`There is a backup of this second already: ${folder}.`, { code: 'backup-exists', mend: 'Wait a second.' })
  const beside = join(to, `.${PREFIX}${process.pid}-${Date.now()}`)
  try {
    await mkdir(beside, { recursive: true, mode: 0o700 })
    const copy = join(beside, RECORDS_FILE)
    await (url === undefined ? copySqlite(records, copy) : copyPostgres(url, copy))
    await chmod(copy, 0o600)
    const report = await verifyRecords(copy)
    const names: string[] = [RECORDS_FILE]
    const missing: string[] = []
    for (const name of KEY_FILES) {
      if (!existsSync(join(dataFolder, name))) {
        if (name !== 'anchors.jsonl')
          missing.push(name)
        continue
      }
      await copyFile(join(dataFolder, name), join(beside, name))
      await chmod(join(beside, name), 0o600)
      names.push(name)
    }
    // Without them, those who are in an older version of a course could not go on after a restore.
    for (const file of await filesBelow(join(dataFolder, VERSIONS_FOLDER))) {
      const name = relative(dataFolder, file).split(sep).join('/')
      await mkdir(dirname(join(beside, name)), { recursive: true, mode: 0o700 })
      try {
        await copyFile(file, join(beside, name))
        names.push(name)
      }
      catch (error) {
        // A version that nobody needs any more goes while the service runs.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
          throw error
      }
    }
    const manifest: BackupManifest = { format: 1, begunAt: now, version: kitVersion, database: url === undefined ? 'sqlite' : 'postgres', records: report.records, chains: report.chains, seals: [...report.seals], files: await Promise.all(names.map(name => describeFile(beside, name))) }
    await writeFile(join(beside, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    for (const name of [...names, MANIFEST_FILE])
      await syncFile(join(beside, name))
    await compareFiles(beside, manifest)
    await rename(beside, folder)
    await syncFile(to)
    await removeUnfinished(to)
    return { folder, manifest, missing, removed: keep === undefined ? [] : await removeOld(to, keep) }
  }
  catch (error) {
    // A place that cannot be written to has nothing to remove.
    await rm(beside, { recursive: true, force: true }).catch(() => {})
    if (error instanceof LecternError)
      throw error
    throw new LecternError(`The backup could not be written: ${error instanceof Error ? error.message : String(error)}`, { code: 'backup-failed', mend: `Is there room in ${to}, may it be written to, and does the database answer? Backups that were there are as they were.`, cause: error })
  }
}

/** What a backup left that was killed: it holds keys like a whole one. A backup that runs at this moment is younger. */
async function removeUnfinished(to: string): Promise<void> {
  for (const name of (await readdir(to)).filter(name => name.startsWith(`.${PREFIX}`))) {
    const path = join(to, name)
    if (Date.now() - (await stat(path)).mtimeMs > DAY_MS)
      await rm(path, { recursive: true, force: true })
  }
}

async function removeOld(to: string, keep: number): Promise<string[]> {
  const old = (await readdir(to)).filter(name => name.startsWith(PREFIX)).sort().reverse().slice(keep)
  for (const name of old)
    await rm(join(to, name), { recursive: true })
  return old
}
