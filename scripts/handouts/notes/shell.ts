import { escapeHtml } from '../../html/escape-html.ts'
import { fontFaces } from './print-fonts.ts'

/** No such host can exist (RFC 2606): links to it mark places and never lead anywhere. */
export const placeOrigin = 'https://place.invalid'

/** A page in which Chromium sets everything but the slides; their places are links to a reserved host. */
export interface Shell {
  /** Title of the document. */
  title: string
  body: string
  /** What stands at the head of pages, on the right; the name is that of a CSS page. */
  heads: readonly RunningHead[]
  bookmarks: readonly Bookmark[]
}

export interface RunningHead { page: string, text: string }

/** A bookmark leads to a place that the shell marks. */
export interface Bookmark {
  title: string
  place: Place
  children?: readonly Bookmark[]
}

/** Name of a marked place: a page of the slides' PDF ("slide/0"), or a heading ("part/references"). */
export type Place = `slide/${number}` | `part/${string}`

export interface SheetStyle {
  paper: 'a4' | 'letter'
  orientation: 'portrait' | 'landscape'
  grayscale: boolean
}

/** Room for a page of the slides' PDF. `demote`: by how many levels its headings step back. */
export function slideRoom(page: number, demote: number): string {
  return `<a class="slide" href="${placeOrigin}/slide/${page}?demote=${demote}"></a>`
}

/** A heading that bookmarks and contents lead to. */
export function partHeading(name: string, title: string, level: 1 | 2 = 1, attributes = ''): string {
  return `<h${level} id="part-${name}"${attributes}><a class="place" href="${placeOrigin}/part/${name}">${escapeHtml(title)}</a></h${level}>`
}

/** The whole page for Chromium. `styles` are the style sheets, without the fonts. */
export function shellHtml(shell: Shell, language: string, courseTitle: string, style: SheetStyle, styles: string): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}" class="${style.orientation} ${style.paper}${style.grayscale ? ' grayscale' : ''}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(shell.title)}</title>
<style>
${fontFaces()}
${styles}
${pageRules(shell, courseTitle, style)}
</style>
</head>
<body>
<main>
${shell.body}
</main>
</body>
</html>
`
}

function pageRules({ heads }: Shell, courseTitle: string, { paper, orientation, grayscale }: SheetStyle): string {
  const small = `font: 7.5pt/1 "Inter", "DejaVu Sans"; color: ${grayscale ? '#555' : '#535e67'};`
  return `@page {
  size: ${paper === 'a4' ? 'A4' : 'letter'} ${orientation};
  margin: 24mm 20mm 20mm;
  @top-left { content: ${cssString(courseTitle)}; ${small} vertical-align: top; padding-top: 11mm; }
  @top-right { content: ""; ${small} vertical-align: top; padding-top: 11mm; }
  @bottom-right { content: counter(page); ${small} vertical-align: bottom; padding-bottom: 10mm; font-feature-settings: "tnum"; }
}
${heads.map(({ page, text }) => `@page ${page} { @top-right { content: ${cssString(text)}; } }`).join('\n')}
@page cover {
  @top-left { content: none; }
  @top-right { content: none; }
  @bottom-right { content: none; }
}`
}

/** A CSS string in which nothing but letters and digits stands as it is, so that no text can end it. */
export function cssString(text: string): string {
  return `"${text.replace(/[^\p{L}\p{N} ]/gu, character => `\\${character.codePointAt(0)!.toString(16)} `)}"`
}
