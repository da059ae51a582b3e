import type { Database } from '../storage/schema.ts'
import type { Seal } from './verify-ledger.ts'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sealChain } from './read-ledger.ts'

/** Seals that were seen, one JSON object a line. With a copy elsewhere, nobody can cut off the end of the ledger unseen. */
const ANCHORS_FILE = 'anchors.jsonl'

/** The newest seal of each course. */
export async function newestSeals(db: Database): Promise<Seal[]> {
  const courses = await db.selectFrom('course_version').select('course').distinct().orderBy('course').execute()
  const seals: Seal[] = []
  for (const { course } of courses) {
    const last = await db.selectFrom('record').select(['chain', 'seq', 'hash']).where('chain', '=', sealChain(course)).orderBy('seq', 'desc').limit(1).executeTakeFirst()
    if (last)
      seals.push(last)
  }
  return seals
}

/** Adds seals to the anchors of a data folder; those that stand there already are not written again. Returns the new ones. */
export async function writeAnchors(folder: string, seals: readonly Seal[], at: string): Promise<Seal[]> {
  const known = new Set(await readAnchors(folder))
  const fresh = seals.filter(seal => !known.has(seal.hash))
  if (fresh.length)
    await appendFile(join(folder, ANCHORS_FILE), fresh.map(({ chain, seq, hash }) => `${JSON.stringify({ at, chain, seq, hash })}\n`).join(''), { mode: 0o600 })
  return fresh
}

/** Hashes of the seals that a folder's anchors name; none without the file. A last line that was cut short is left out. */
export async function readAnchors(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, ANCHORS_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      return ''
    throw error
  })
  return text.split('\n').flatMap((line) => {
    try {
      return line ? [(JSON.parse(line) as Seal).hash] : []
    }
    catch {
      return []
    }
  })
}
