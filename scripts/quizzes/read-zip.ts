import type { Buffer } from 'node:buffer'
import type { FileMap } from './zip-files.ts'
import { crc32, inflateRawSync } from 'node:zlib'

/** Why an archive is not unpacked, or an entry of it. */
export interface ZipProblem {
  /** Stable: "not-a-zip", "zip-bomb", "oversized", "symlink" … */
  rule: string
  path?: string
  message: string
}

export interface ZipContents {
  /** Files that could be read. Entries for folders are left out. */
  files: FileMap
  /** Every name of the central directory in its order, those of folders too. */
  names: readonly string[]
  problems: readonly ZipProblem[]
}

/** What an archive may cost whoever opens it. */
export interface ZipLimits {
  entries: number
  /** Unpacked bytes of one file. */
  file: number
  /** Unpacked bytes of all. */
  total: number
  /** Unpacked bytes for each packed one, in files of more than a megabyte. */
  ratio: number
}

interface Entry { name: string, flags: number, method: number, crc: number, packed: number, size: number, mode: number, offset: number }

const END = 0x06054B50
const CENTRAL = 0x02014B50
const LOCAL = 0x04034B50
const MEGABYTE = 2 ** 20

/**
 * Reads an archive that may come from anybody. Sizes are checked before anything is unpacked, and unpacking stops at the
 * size that an entry claims. Never throws.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits): ZipContents {
  try {
    return read(bytes, limits)
  }
  catch {
    // Offsets that lead out of the file end in a RangeError of DataView.
    return { files: new Map(), names: [], problems: [{ rule: 'not-a-zip', message: 'The file is not a zip archive, or it is damaged.' }] }
  }
}

function read(bytes: Uint8Array, limits: ZipLimits): ZipContents {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = centralDirectory(bytes, view, limits)
  if (!Array.isArray(entries))
    return { files: new Map(), names: [], problems: [entries] }
  const problems: ZipProblem[] = []
  const names = entries.map(entry => entry.name)
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) < index)))
    problems.push({ rule: 'duplicate-entry', path: name, message: 'The archive holds two files of this name.' })
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (total > limits.total)
    return { files: new Map(), names, problems: [...problems, { rule: 'zip-bomb', message: `Unpacked it would fill ${megabytes(total)}; ${megabytes(limits.total)} are allowed.` }] }
  const ends: [start: number, end: number][] = []
  const files = new Map<string, Uint8Array>()
  for (const entry of entries) {
    if (entry.name.endsWith('/'))
      continue
    const content = unpack(entry, bytes, view, limits, ends)
    if (content instanceof Uint8Array)
      files.set(entry.name, content)
    else
      problems.push({ ...content, path: entry.name })
  }
  return { files, names, problems }
}

function centralDirectory(bytes: Uint8Array, view: DataView, limits: ZipLimits): Entry[] | ZipProblem {
  let end = bytes.length - 22
  // A comment of up to 65,535 bytes may follow the end record.
  while (end >= 0 && end >= bytes.length - 22 - 0xFFFF && view.getUint32(end, true) !== END)
    end--
  if (end < 0 || view.getUint32(end, true) !== END)
    return { rule: 'not-a-zip', message: 'The file is not a zip archive, or it is damaged.' }
  const count = view.getUint16(end + 10, true)
  if (count === 0xFFFF || view.getUint32(end + 16, true) === 0xFFFFFFFF)
    return { rule: 'oversized', message: 'It is a ZIP64 archive, which H5P hosts do not read.' }
  if (count > limits.entries)
    return { rule: 'oversized', message: `It holds ${count} files; ${limits.entries} are allowed.` }
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== CENTRAL)
      return { rule: 'not-a-zip', message: 'The list of files in the archive is damaged.' }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(offset => view.getUint16(at + offset, true)) as [number, number, number]
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      // Unix file types stand in the upper half of the external attributes.
      mode: view.getUint32(at + 38, true) >>> 16,
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

function unpack(entry: Entry, bytes: Uint8Array, view: DataView, limits: ZipLimits, ends: [number, number][]): Uint8Array | ZipProblem {
  if ((entry.mode & 0xF000) === 0xA000)
    return { rule: 'symlink', message: 'The entry is a link to another file.' }
  if (entry.flags & 1)
    return { rule: 'encrypted', message: 'The file is encrypted.' }
  if (entry.size > limits.file)
    return { rule: 'oversized', message: `Unpacked it has ${megabytes(entry.size)}; ${megabytes(limits.file)} are allowed.` }
  if (entry.size > MEGABYTE && entry.size > entry.packed * limits.ratio)
    return { rule: 'zip-bomb', message: `It unpacks to ${Math.round(entry.size / Math.max(1, entry.packed))} times its size.` }
  if (view.getUint32(entry.offset, true) !== LOCAL)
    return { rule: 'not-a-zip', message: 'The file is not where the archive says.' }
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  const end = start + entry.packed
  if (end > bytes.length)
    return { rule: 'not-a-zip', message: 'The archive ends within the file.' }
  if (ends.some(([from, to]) => entry.offset < to && end > from))
    return { rule: 'zip-bomb', message: 'It shares its bytes with another file of the archive.' }
  ends.push([entry.offset, end])
  const content = inflated(entry, bytes.subarray(start, end))
  if (!content || content.length !== entry.size || crc32(content) !== entry.crc)
    return { rule: 'not-a-zip', message: 'The file is damaged: its size or checksum is not what the archive says.' }
  return content
}

function inflated({ method, size }: Entry, packed: Uint8Array): Uint8Array | undefined {
  if (method === 0)
    return packed
  if (method !== 8)
    return undefined
  try {
    const buffer: Buffer = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  }
  catch {
    return undefined
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(0)} MB`
}
