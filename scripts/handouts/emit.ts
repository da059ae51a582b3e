import type { Course } from '../course/course.ts'
import type { Progress } from '../progress.ts'
import { join } from 'node:path'
import { findBrowser } from '../browser/find.ts'
import { launchBrowser } from '../browser/launch.ts'
import { exportSlides } from './export-slides.ts'
import { writeFileSafely } from './write-file.ts'

/**
 * Writes the handouts of a course: `slides.pdf`, tagged, bookmarked, linked, one page for each slide.
 * `outDir` is the folder to write into; it is made when it does not exist.
 * @throws LecternError when no browser is found, a slide cannot be rendered or a page does not show what its slide shows;
 * files that were there before stay as they were.
 */
export async function emitHandouts(course: Course, outDir: string, progress: Progress): Promise<void> {
  await findBrowser() // says at once when there is none
  const browser = launchBrowser()
  try {
    const slides = await exportSlides(course, browser, progress)
    await writeFileSafely(join(outDir, 'slides.pdf'), slides)
  }
  finally {
    await browser.then(started => started.close(), () => {})
  }
}
