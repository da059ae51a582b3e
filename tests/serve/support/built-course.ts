import type { CourseBundle } from '../../../server/courses/course-bundle.ts'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createManifest } from '../../../scripts/build/manifest.ts'
import { putInPlace } from '../../../scripts/build/put-in-place.ts'

export interface Build {
  bundle: CourseBundle
  /** A word that stands in every public file of this build. */
  mark: string
  /** Products that were not built; or were built from something else. */
  without?: readonly string[]
  from?: Record<string, string>
}

/** What a build leaves in dist/<course>/, in small, put in place as a build does. */
export async function writeBuild(dist: string, { bundle, mark, without = [], from }: Build): Promise<void> {
  const files: Record<string, string> = {
    'module/index.html': `<!doctype html><title>${mark}</title>`,
    'module/module.json': JSON.stringify({ name: bundle.name, mark, postTest: { sealed: true } }),
    [`module/assets/app-${mark}.js`]: `export const mark = '${mark}'`,
    'module/quizzes/post-test/content/content.json': JSON.stringify({ mark }),
    'slides/index.html': `<!doctype html><title>Deck ${mark}</title>`,
    [`slides/assets/deck-${mark}.js`]: `export const mark = '${mark}'`,
    'private/course.json': JSON.stringify(bundle),
  }
  const staging = join(dist, `.${bundle.name}-${randomUUID()}`)
  for (const [name, text] of Object.entries(files)) {
    if (without.some(product => name.startsWith(`${product}/`)))
      continue
    await mkdir(dirname(join(staging, name)), { recursive: true })
    await writeFile(join(staging, name), text)
  }
  const sources = { module: 'a', slides: 'a', private: 'a', ...from }
  await writeFile(join(staging, 'manifest.json'), JSON.stringify(await createManifest(staging, bundle.name, bundle.meta.title, {}, sources)))
  await putInPlace(staging, join(dist, bundle.name))
}

/** The same course with other content: other questions, so that its version differs. */
export function newVersion(bundle: CourseBundle, change: string): CourseBundle {
  return { ...bundle, version: createHash('sha256').update(bundle.version + change).digest('hex').slice(0, 32), quizzes: bundle.quizzes.map(quiz => quiz.kind === 'post-test' ? { ...quiz, items: quiz.items.map(item => ({ ...item, id: `${item.id}-${change}` })) } : quiz) }
}
