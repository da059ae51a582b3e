import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LecternError } from '../../scripts/errors.ts'

export const MANIFEST_FILE = 'manifest.json'
export const RECORDS_FILE = 'lectern.sqlite'

/** Pages of versions of courses that learners are in, below the data folder. */
export const VERSIONS_FOLDER = 'versions'

/** What is in a data folder beside the records. */
export const KEY_FILES = ['signing-key.json', 'secret', 'anchors.jsonl'] as const

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** ISO time at which the backup began: what was acknowledged before is in it. */
  begunAt: z.string(),
  version: z.string(),
  /** What the records were copied from. */
  database: z.enum(['sqlite', 'postgres']),
  records: z.int(),
  chains: z.int(),
  /** The newest seal of each course. */
  seals: z.array(z.strictObject({ chain: z.string(), seq: z.int(), hash: z.string() })),
  files: z.array(z.strictObject({ name: z.string().regex(/^(?:versions(?:\/(?!\.{1,2}\/)[^\\/\0]+)+|[\w.-]+)$/).refine(name => !name.split('/').includes('..')), bytes: z.int(), sha256: z.string() })),
})

export type BackupManifest = z.infer<typeof manifestSchema>

export async function describeFile(folder: string, name: string): Promise<BackupManifest['files'][number]> {
  const file = join(folder, name)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file))
    hash.update(chunk as Uint8Array)
  return { name, bytes: (await stat(file)).size, sha256: hash.digest('hex') }
}

/** @throws LecternError when the folder is no backup, or not one that this version reads. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const file = join(folder, MANIFEST_FILE)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  }
  catch (cause) {
    throw new LecternError(`${folder} is not a backup: it has no ${MANIFEST_FILE}.`, { code: 'no-backup', mend: 'Name a folder that "lectern backup" wrote, lectern-backup-….', cause })
  }
  try {
    return manifestSchema.parse(JSON.parse(text))
  }
  catch (cause) {
    throw new LecternError('The list of the backup\'s files cannot be read.', { code: 'backup-damaged', mend: 'Take another backup: this one was damaged, or is of a later version of Lectern.', file, cause })
  }
}

/** @throws LecternError when a file is missing or is not the one that was written. */
export async function compareFiles(folder: string, { files }: BackupManifest): Promise<void> {
  for (const { name, bytes, sha256 } of files) {
    const found = await describeFile(folder, name).catch(() => undefined)
    if (found?.bytes !== bytes || found.sha256 !== sha256)
      throw new LecternError(found ? `${name} is not as it was written: ${found.bytes} of ${bytes} bytes, or others.` : `${name} is missing.`, { code: 'backup-damaged', mend: 'Take another backup: this one is damaged or was edited.', file: join(folder, name) })
  }
}
