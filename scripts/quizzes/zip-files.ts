import type { Zippable } from 'fflate'
import { zipSync } from 'fflate'

/** Files by path, with forward slashes. */
export type FileMap = ReadonlyMap<string, Uint8Array>

/**
 * A zip whose bytes depend on the files alone: sorted, one fixed date, no entries for folders (H5P hosts refuse them).
 * The date is given in local time, as zips hold it, so that the time zone of the machine does not matter.
 */
export function zipFiles(files: FileMap): Uint8Array {
  const mtime = new Date(1980, 0, 1, 12)
  const sorted = [...files].sort(([a], [b]) => a < b ? -1 : 1)
  const entries = Object.fromEntries(sorted.map(([path, bytes]) => [path, [bytes, { mtime, level: 9 }]])) as Zippable
  return zipSync(entries)
}
