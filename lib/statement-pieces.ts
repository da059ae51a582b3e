import { withAmaTerm } from './credit-amount.ts'

export interface StatementPiece {
  readonly tag: 'strong' | 'em' | 'span'
  readonly words: string
}

/** A statement of an accreditor or the name of a credit, in pieces: its italics and its trademark sign are part of the wording. */
export function statementPieces(text: string): StatementPiece[] {
  return withAmaTerm(text).split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).filter(Boolean).map(piece => ({
    tag: piece.startsWith('**') ? 'strong' : piece.startsWith('*') ? 'em' : 'span',
    words: piece.replace(/^\*+|\*+$/g, ''),
  }))
}
