import type { BackupManifest } from './manifest.ts'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { filesBelow } from '../../scripts/build/fingerprint.ts'
import { LecternError } from '../../scripts/errors.ts'
import { fillPostgres } from './fill-postgres.ts'
import { compareFiles, readManifest, RECORDS_FILE } from './manifest.ts'
import { syncFile } from './sync-file.ts'
import { verifyRecords } from './verify-records.ts'

/**
 * Verifies a backup: that every file is as it was written, that the records are whole, and that the ledger holds up to the
 * seals that it had. Nothing of it is changed.
 * @throws LecternError when anything does not hold.
 */
export async function verifyBackup(folder: string): Promise<BackupManifest> {
  const manifest = await readManifest(folder)
  await compareFiles(folder, manifest)
  // A copy: the backup may be on something that cannot be written to.
  const beside = await mkdtemp(join(tmpdir(), 'lectern-verify-'))
  try {
    const copy = join(beside, RECORDS_FILE)
    await copyFile(join(folder, RECORDS_FILE), copy)
    await verifyRecords(copy, manifest.seals)
  }
  finally {
    await rm(beside, { recursive: true, force: true })
  }
  return manifest
}

/**
 * Restores a backup into a data folder that is empty or not there, and with `url` its records into a PostgreSQL that has none.
 * Verified before and after; the folder gets its name when everything holds.
 * @throws LecternError when the backup does not hold, or the place is not empty.
 */
export async function restore({ from, url, dataFolder }: { from: string, url?: string, dataFolder: string }): Promise<BackupManifest> {
  if (existsSync(dataFolder) && (await readdir(dataFolder)).length)
    throw new LecternError(`${dataFolder} is not empty.`, { code: 'data-folder-not-empty', mend: 'Move it away, or name another folder with --data: what is there is never overwritten.' })
  const manifest = await readManifest(from)
  await compareFiles(from, manifest)
  const beside = `${dataFolder}.restoring-${process.pid}`
  try {
    await mkdir(beside, { recursive: true, mode: 0o700 })
    for (const { name } of manifest.files) {
      await mkdir(dirname(join(beside, name)), { recursive: true, mode: 0o700 })
      await copyFile(join(from, name), join(beside, name))
    }
    await compareFiles(beside, manifest)
    const records = join(beside, RECORDS_FILE)
    await verifyRecords(records, manifest.seals)
    if (url !== undefined) {
      await fillPostgres(records, url, manifest.seals)
      await rm(records)
    }
    for (const file of await filesBelow(beside))
      await syncFile(file)
    if (existsSync(dataFolder))
      await rmdir(dataFolder)
    await rename(beside, dataFolder)
    await syncFile(dirname(dataFolder))
    return manifest
  }
  catch (error) {
    await rm(beside, { recursive: true, force: true })
    if (error instanceof LecternError)
      throw error
    throw new LecternError(`The backup could not be restored: ${error instanceof Error ? error.message : String(error)}`, { code: 'restore-failed', mend: `Is there room at ${dataFolder}, may it be written to, and does the database answer? Nothing was changed.`, cause: error })
  }
}
