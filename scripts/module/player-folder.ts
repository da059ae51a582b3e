import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { kitRoot } from '../kit.ts'

/**
 * The folder with the files of the H5P player (h5p-standalone's dist/): in the packed kit its own copy, in the clone the
 * installed package.
 */
export function playerFolder(): string {
  const vendored = join(kitRoot, 'vendor', 'h5p-standalone')
  const root = existsSync(vendored) ? vendored : dirname(createRequire(import.meta.url).resolve('h5p-standalone/package.json'))
  return join(root, 'dist')
}
