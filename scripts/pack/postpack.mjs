// After `npm pack` and `npm publish`: removes what prepack.mjs made.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

rmSync(fileURLToPath(new URL('../../vendor', import.meta.url)), { recursive: true, force: true })
