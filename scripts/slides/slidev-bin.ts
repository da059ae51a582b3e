import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Path of Slidev's command; it is spawned, because Slidev as a library keeps the roots of one deck for a whole process. */
export function slidevBin(): string {
  const packageFile = require.resolve('@slidev/cli/package.json')
  const { bin } = require(packageFile) as { bin: string | Record<string, string> }
  return join(dirname(packageFile), typeof bin === 'string' ? bin : bin.slidev!)
}
