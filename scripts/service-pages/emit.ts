import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { kitRoot } from '../kit.ts'
import { buildPages } from '../pages/build-pages.ts'
import { servicePageNames } from './service-page-names.ts'

/** Writes the pages that belong to the credit service and to no course: the office's. */
export async function emitServicePages(outDir: string): Promise<void> {
  for (const name of servicePageNames) {
    await buildPages({ root: join(kitRoot, 'app', name), base: `/${name}/`, outDir: join(outDir, name) })
    await copyFile(join(kitRoot, 'public', 'favicon.svg'), join(outDir, name, 'favicon.svg'))
  }
}
