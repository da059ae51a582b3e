import type { Course } from '../course/course.ts'
import type { Progress } from '../progress.ts'
import type { Pdf } from './pdf-document.ts'
import { launchBrowser } from '../browser/launch.ts'
import { handoutMetadata } from './export-slides.ts'
import { describeShellLinks } from './notes/describe-shell-links.ts'
import { fontFaces } from './notes/print-fonts.ts'
import { printShell } from './notes/print-shell.ts'
import { settleHeadings } from './notes/settle-headings.ts'
import { dropSliverLinks } from './notes/sliver-links.ts'
import { rebuildParentTree } from './parent-tree.ts'
import { openPdf } from './pdf-document.ts'
import { markArtifacts } from './repair/artifacts.ts'
import { completeFigures } from './repair/figures.ts'
import { finishDocument } from './repair/finish-document.ts'
import { renumberIdentifiers } from './repair/identifiers.ts'
import { settleLetters } from './repair/letters.ts'
import { completeLists } from './repair/lists.ts'
import { mapRoles } from './repair/roles.ts'

/** A page of HTML that stands on its own, as other products make them to be printed. */
export interface PrintablePage {
  /** File name of the PDF, for messages. */
  name: string
  title: string
  html: string
}

/**
 * Prints pages of HTML with the shipped fonts, as tagged PDFs like every handout, with one browser for all.
 * @returns their bytes, in the same order; the same for the same pages, browser and fonts.
 * @throws LecternError "browser-not-found", "browser-not-started", "browser-died"
 */
export async function printPages(course: Course, pages: readonly PrintablePage[], progress: Progress): Promise<Uint8Array[]> {
  const browser = await launchBrowser()
  try {
    const printed: Uint8Array[] = []
    for (const { name, title, html } of pages) {
      const pdf = await openPdf(await printShell(browser, html.replace('<style>', () => `<style>${fontFaces()}`)))
      repair(pdf)
      const { bytes, violations } = await finishDocument(pdf, { ...handoutMetadata(course), title })
      for (const { page, message } of violations.slice(0, 10))
        progress(`${name}, accessibility: ${page === undefined ? '' : `page ${page}: `}${message}`)
      printed.push(bytes)
    }
    return printed
  }
  finally {
    await browser.close()
  }
}

function repair(pdf: Pdf): void {
  settleLetters(pdf)
  dropSliverLinks(pdf)
  markArtifacts(pdf)
  completeLists(pdf)
  settleHeadings(pdf)
  completeFigures(pdf)
  mapRoles(pdf)
  renumberIdentifiers(pdf)
  rebuildParentTree(pdf)
  describeShellLinks(pdf)
}
