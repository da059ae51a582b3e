import type { Course } from '../course/course.ts'
import type { Progress } from '../progress.ts'
import type { HandoutOptions } from './handout-options.ts'
import { join } from 'node:path'
import { findBrowser } from '../browser/find.ts'
import { launchBrowser } from '../browser/launch.ts'
import { exportSlides } from './export-slides.ts'
import { writeFiles } from './write-files.ts'

/**
 * Writes the handouts of a course, `slides.pdf` and one file for each other layout, from one print of the deck: tagged,
 * bookmarked, linked. All of them are written, or none.
 * `outDir` is the folder to write into; it is made when it does not exist.
 * @throws LecternError when no browser is found, a slide cannot be rendered or a page does not show what its slide shows;
 * files that were there before stay as they were.
 */
export async function emitHandouts(course: Course, outDir: string, options: HandoutOptions, progress: Progress): Promise<void> {
  await findBrowser() // says at once when there is none
  const browser = launchBrowser()
  try {
    const deck = await exportSlides(course, browser, options, progress)
    const files = new Map<string, Uint8Array>()
    for (const layout of options.layouts) {
      const bytes = layout === 'slides' ? deck.bytes : undefined
      if (bytes)
        files.set(join(outDir, `${layout}.pdf`), bytes)
    }
    await writeFiles(files)
  }
  finally {
    await browser.then(started => started.close(), () => {})
  }
}
