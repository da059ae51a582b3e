// Before `npm pack` and `npm publish`: puts the H5P player into the package.
//
// h5p-standalone is not a dependency of the package, because its preinstall script refuses npm ("npx only-allow yarn"),
// and what a package may run while it is installed is for the author's project to say, not for the kit.
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const player = join(root, 'node_modules', 'h5p-standalone')
const vendored = join(root, 'vendor', 'h5p-standalone')

if (!existsSync(player))
  throw new Error('h5p-standalone is not installed; run "npm ci" first.')

rmSync(vendored, { recursive: true, force: true })
// What scripts/module copies beside the learner's page; its styles and fonts are not used.
for (const part of ['LICENSE', 'package.json', 'dist/main.bundle.js', 'dist/frame.bundle.js'])
  cpSync(join(player, part), join(vendored, part))
