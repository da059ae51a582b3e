import { join } from 'node:path'
import { kitRoot } from '../kit.ts'
import { buildPages } from '../pages/build-pages.ts'

/** Builds the learner's page, which is the same for every course, with relative paths. */
export async function buildApp(outDir: string): Promise<void> {
  await buildPages({ root: join(kitRoot, 'app'), base: './', outDir })
}
