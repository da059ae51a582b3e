import { Buffer } from 'node:buffer'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { createTextReader } from '../../scripts/handouts/page-text.ts'
import { openForeignPdf, pagesOf } from '../../scripts/handouts/pdf-document.ts'

/** Where a secret stands: the file, and the way into it. */
export interface Leak { readonly secret: string, readonly place: string }

const DEEPEST = 4

/**
 * Looks for secrets (words of ASCII letters and digits) in every byte below some folders: as text in any usual encoding, in
 * escapes of JSON, HTML and addresses, in base64, in zips, gzip and Brotli, and in PDFs, their streams and the text they show.
 */
export async function findSecrets(folders: readonly string[], secrets: readonly string[]): Promise<Leak[]> {
  const wanted = new RegExp(secrets.join('|'), 'gi')
  const leaks = new Map<string, Leak>()
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name)
      const report = (text: string, place: string) => {
        for (const [secret] of text.matchAll(wanted))
          leaks.set(`${secret} ${place}`, { secret: secret.toLowerCase(), place })
      }
      report(entry.name, `the name of ${relative(folder, file)}`)
      if (entry.isFile())
        await look(await readFile(file), relative(folder, file), 0, report)
    }
  }
  return [...leaks.values()]
}

async function look(bytes: Uint8Array, place: string, depth: number, report: (text: string, place: string) => void): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = buffer.toString('latin1')
  report(text, place)
  // UTF-16 puts a zero beside every letter.
  report(text.replaceAll('\0', ''), `${place} (UTF-16)`)
  report(unescaped(text), `${place} (escaped)`)
  // As PDFs write strings.
  report([...text.matchAll(/<([\dA-F\s]{8,})>/gi)].map(([, digits]) => Buffer.from(digits!.replace(/\s/g, ''), 'hex').toString('latin1').replaceAll('\0', '')).join('\n'), `${place} (hexadecimal)`)
  if (depth === DEEPEST)
    return
  const deeper = (inner: Uint8Array | undefined, how: string) => inner && inner.length ? look(inner, `${place} > ${how}`, depth + 1, report) : undefined
  if (text.startsWith('PK\x03\x04')) {
    for (const [name, inner] of Object.entries(unzipSync(bytes))) {
      report(name, `${place} > a name`)
      await deeper(inner, name)
    }
    return
  }
  if (text.startsWith('\x1F\x8B'))
    await deeper(attempt(() => gunzipSync(buffer)), 'gzip')
  if (place.endsWith('.br'))
    await deeper(attempt(() => brotliDecompressSync(buffer)), 'Brotli')
  if (text.startsWith('%PDF-')) {
    for (const match of text.matchAll(/stream\r?\n/g)) {
      const stream = buffer.subarray(match.index + match[0].length)
      await deeper(attempt(() => inflateSync(stream, { finishFlush: 2 })) ?? attempt(() => inflateRawSync(stream, { finishFlush: 2 })), 'a stream')
    }
    const pdf = await openForeignPdf(bytes)
    const read = createTextReader(pdf)
    for (const [index, page] of pagesOf(pdf).entries()) {
      const { tagged, artifact, unmarked } = read(page)
      report([tagged, artifact, unmarked].join('\n').replace(/\s+/g, ''), `${place} > the text of page ${index + 1}`)
    }
    return
  }
  for (const [run] of text.matchAll(/[\w+/-]{24,}={0,2}/g))
    await deeper(Buffer.from(run, 'base64'), 'base64')
}

function unescaped(text: string): string {
  return text
    .replace(/\\u([\dA-F]{4})|\\x([\dA-F]{2})|%([\dA-F]{2})|&#x([\dA-F]+);/gi, (_, ...digits: (string | undefined)[]) => String.fromCodePoint(Math.min(Number.parseInt(digits.slice(0, 4).find(Boolean)!, 16), 0x10FFFF)))
    .replace(/&#(\d{1,6});/g, (_, digits: string) => String.fromCodePoint(Math.min(Number(digits), 0x10FFFF)))
    .replace(/&amp;|&lt;|&gt;|&quot;|\\/g, '')
}

function attempt(read: () => Uint8Array): Uint8Array | undefined {
  try {
    return read()
  }
  catch {
    return undefined
  }
}
