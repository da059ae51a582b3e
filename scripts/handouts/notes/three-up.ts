import type { Shell } from './shell.ts'
import type { SectionOfSlides } from './slide-words.ts'
import { slideBookmarks } from './one-up.ts'
import { slideRoom } from './shell.ts'

/** Lines to write on beside a slide; more than fit are cut off by the sheet. */
const LINES = 14

/** Three slides a page with ruled lines to write on. */
export function threeUp(sections: readonly SectionOfSlides[]): Pick<Shell, 'body' | 'heads' | 'bookmarks'> {
  const rooms = sections.flatMap(section => section.slides.flatMap(({ no, pages }) => pages.map(page => ({ no, page }))))
  const sheets = Array.from({ length: Math.ceil(rooms.length / 3) }, (_, index) => rooms.slice(3 * index, 3 * index + 3))
  return {
    body: sheets.map((sheet, index) => `<div class="three-up" style="page: sheet-${index}">${sheet.map(({ no, page }) => `<div class="third">
<div class="room"><p class="number">${no}</p>${slideRoom(page, 0)}</div>
<div class="lines" aria-hidden="true">${'<div></div>'.repeat(LINES)}</div>
</div>`).join('\n')}</div>`).join('\n'),
    heads: sheets.map((sheet, index) => ({ page: `sheet-${index}`, text: spanOf(sheet[0]!.no, sheet.at(-1)!.no) })),
    bookmarks: slideBookmarks(sections),
  }
}

function spanOf(first: number, last: number): string {
  return first === last ? `Slide ${first}` : `Slides ${first}–${last}`
}
