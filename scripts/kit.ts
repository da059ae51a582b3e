import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The kit's own folder: the clone's root, or node_modules/lectern in an author's project. */
export const kitRoot = fileURLToPath(new URL('..', import.meta.url))

export const kitVersion: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
