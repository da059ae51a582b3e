import { findInPieces, isOwnText } from '../../prose/in-pieces.ts'
import { defineRule } from '../../rule.ts'

export const exclamation = defineRule({
  id: 'language-exclamation',
  family: 'language',
  severity: 'warning',
  why: 'Exclamation marks in a row take the place of evidence; what is safe or forbidden needs a number or a source.',
  mend: 'Take them out, and say how safe, how often or who says so.',
  source: 'AMA Manual of Style, 11th ed., 8.1.3 (exclamation point)',
  examples: {
    fires: ['# Side effects\n\nGenerally very safe!!', '# NO APPROVED DOSE!!!!'],
    silent: ['# Side effects\n\nVivid dreams: 37% against 13% [@one].', '# Stop!', '# Code\n\n`!!value`'],
  },
  find: document => findInPieces(document, isOwnText, search),
})

function search(text: string) {
  return [...text.matchAll(/!{2,50}(?!["”’!])/g)].map(match => ({ start: match.index, end: match.index + match[0].length, message: `${match[0].length} exclamation marks in a row.`, mend: 'Take them out, and say how safe, how often or who says so.' }))
}
