import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * `slidev export` wants the package playwright-chromium, which downloads a browser of its own when it is installed. It is
 * the same library as playwright-core; this module lets Node.js find that one under both names.
 */
export async function playwrightForSlidev(scratch: string): Promise<string> {
  const folder = join(scratch, 'modules')
  await mkdir(folder)
  const core = import.meta.resolve('playwright-core')
  const hooks = join(folder, 'hooks.mjs')
  await writeFile(hooks, `import { registerHooks } from 'node:module'
registerHooks({ resolve: (specifier, context, next) => specifier === 'playwright-chromium' ? { url: ${JSON.stringify(core)}, shortCircuit: true } : next(specifier, context) })
`)
  return pathToFileURL(hooks).href
}
