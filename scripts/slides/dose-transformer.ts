import type { MarkdownTransformer } from '@slidev/types'
import { doseSpaces } from '../../lib/keep-doses-together.ts'
import { blankCode } from '../course/slide-markup.ts'

/** Attributes that are quoted word for word, or read by machines. */
const LITERAL = /\s(?:said|of|smiles|align-to|formula)="[^"]*"/g

/** Keeps the numbers and units of doses in a slide's Markdown on one line. */
export const transformDoses: MarkdownTransformer = ({ s }) => {
  const source = blankCode(s.original).replace(LITERAL, attribute => ' '.repeat(attribute.length))
  for (const at of doseSpaces(source))
    s.overwrite(at, at + 1, '\u00A0')
}
