import type { Verdict } from '../verify/verdict.ts'
import { open } from 'node:fs/promises'
import { explainUnreadable } from '../verify/explain-unreadable.ts'
import { h5pLimits, h5pNeeds, validateH5p } from './validate-h5p.ts'

/** Larger files are not read at all. */
const LARGEST = h5pLimits.total

/** Examines a package of anybody's with the rules of H5P hosts. Nothing of it is ever run or written. */
export async function verifyH5pFile(file: string): Promise<Verdict> {
  const kind = 'H5P'
  let bytes: Uint8Array
  try {
    const handle = await open(file)
    try {
      const { size } = await handle.stat()
      if (size > LARGEST)
        return { file, kind, failures: [{ condition: 'h5p-oversized', message: `The file has ${Math.round(size / 2 ** 20)} MB; ${LARGEST / 2 ** 20} MB are allowed.` }] }
      bytes = new Uint8Array(await handle.readFile())
    }
    finally {
      await handle.close()
    }
  }
  catch (error) {
    return { file, kind, failures: [], unreadable: explainUnreadable(error) }
  }
  const failures = validateH5p(bytes).map(({ rule, path, message, mend }) => ({ condition: rule, message: `${path ? `${path}: ` : ''}${message} ${mend}` }))
  const needs = failures.length ? [] : h5pNeeds(bytes)
  return { file, kind: needs.length ? `H5P; the host needs ${needs.join(', ')}` : kind, failures }
}
