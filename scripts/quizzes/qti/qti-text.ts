import type { Figure } from '../figure.ts'
import type { FormatContext } from '../quiz-format.ts'
import type { QuizImage } from '../quiz-markdown.ts'
import type { RichText } from '../rich-text.ts'
import { superscripts } from '../item-references.ts'
import { toHtml } from '../rich-text.ts'
import { element } from '../xml.ts'
import { qtiHtml } from './qti-html.ts'

/** Writes the texts of one document and remembers which pictures it shows. */
export interface QtiText {
  /** The blanks of a text are filled by the caller. */
  write: (text: RichText, blank?: (index: number) => string) => string
  /** With whole numbers for its size: drawings may have others, QTI's schemas may not. */
  figure: (image: QuizImage) => Figure
  /** Where the document finds a picture. */
  path: (figure: Figure) => string
  readonly figures: ReadonlyMap<string, Figure>
}

/** The folder is the way from the document to media/: "../media" for items, "media" for the test. */
export function createQtiText(context: FormatContext, folder: string): QtiText {
  const figures = new Map<string, Figure>()
  const path = (figure: Figure) => `${folder}/${figure.name}`
  const figure = (image: QuizImage) => {
    const found = context.figures.get(image.source)!
    figures.set(found.name, found)
    return { ...found, width: Math.max(1, Math.round(found.width)), height: Math.max(1, Math.round(found.height)) }
  }
  const image = (image: QuizImage) => {
    const found = figure(image)
    return element('img', { src: path(found), alt: image.alt, width: found.width, height: found.height })
  }
  const citation = superscripts(context)
  const write = (text: RichText, blank?: (index: number) => string) => qtiHtml(toHtml(text, { citation, image, blank }))
  return { write, figure, path, figures }
}
