import type { Figure } from '../figure.ts'
import type { FormatContext } from '../quiz-format.ts'
import type { RichText } from '../rich-text.ts'
import { superscripts } from '../item-references.ts'
import { toHtml } from '../rich-text.ts'
import { plainText, restrictedHtml } from './restricted-html.ts'

/** Tags that the published semantics let through, by field. */
export const QUESTION_TAGS = ['p', 'strong', 'em', 'sub', 'sup']
export const ANSWER_TAGS = ['strong', 'em', 'sub', 'sup']
export const FEEDBACK_TAGS = ['strong', 'em', 'sub', 'sup', 'a']
export const BLANKS_TAGS = ['p', 'strong', 'em']

export interface OfficialText {
  html: (text: RichText, tags: readonly string[], blank?: (index: number) => string) => string
  plain: (text: RichText) => string
  /** The picture that can stand above a question: the first that a host takes. H5P refuses SVG in content. */
  picture: (texts: readonly (RichText | undefined)[]) => { figure: Figure, alt: string } | undefined
}

export function officialText(context: FormatContext): OfficialText {
  const citation = superscripts(context)
  return {
    html: (text, tags, blank) => restrictedHtml(toHtml(text, { citation, blank }), tags),
    plain: text => plainText(toHtml(text, { citation: () => '' })),
    picture: (texts) => {
      const images = texts.flatMap(text => text?.images ?? [])
      const image = images.find(({ source }) => context.figures.get(source)!.mime !== 'image/svg+xml')
      return image && { figure: context.figures.get(image.source)!, alt: image.alt }
    },
  }
}
