import type { CourseText, TextPiece } from '../../course-text.ts'
import type { RuleFinding } from '../../rule.ts'
import { defineRule, foundIn } from '../../rule.ts'
import { isVerbatim } from '../../text/text-piece.ts'

/** An abbreviation with a number, as symbols of receptors, cytokines and genes are. */
const SYMBOL = /(?<![\p{L}\d-])([A-Z]{3,6})-?(\d{1,2})(?![\p{L}\d-])/gu

interface Use { piece: TextPiece, start: number, text: string, letters: string, number: string }

export const inconsistentTerm = defineRule({
  id: 'dose-inconsistent-term',
  family: 'dose',
  severity: 'warning',
  source: 'Lectern',
  why: 'A symbol with two letters exchanged is another gene or receptor, or none.',
  mend: 'Write it one way throughout.',
  examples: {
    fires: ['Toll-like receptor 4 (TRL-4) as antagonist.\n\nMicroglial TLR-4 activation; TLR-4 again.', 'TLR4 signals. TLR4 binds LPS. Naltrexone blocks TRL4.'],
    silent: ['TLR4 and TLR9 both signal.', 'CRP fell; CPR was started.', 'CYP2D6 and CYP3A4', 'TLR4 on every line, TLR4.'],
  },
  find(document) {
    const uses = new Map<string, Use[]>()
    for (const piece of document.pieces) {
      if (isVerbatim(piece) || piece.kind === 'reference')
        continue
      for (const match of piece.text.matchAll(SYMBOL)) {
        const key = match[1]! + match[2]!
        if (!uses.has(key))
          uses.set(key, [])
        uses.get(key)!.push({ piece, start: match.index, text: match[0], letters: match[1]!, number: match[2]! })
      }
    }
    return [...uses.values()].flatMap((rare): RuleFinding[] => {
      const meant = neighbours(rare[0]!.letters).map(letters => uses.get(letters + rare[0]!.number)).find(other => other && isMeant(other, rare, document))
      return meant ? rare.map(use => foundIn(use.piece, use.start, use.start + use.text.length, `"${use.text}" is elsewhere written "${meant[0]!.text}".`)) : []
    })
  },
})

/** All ways to exchange two neighbouring letters. */
function neighbours(letters: string): string[] {
  return [...letters].slice(1).map((letter, index) => letters.slice(0, index) + letter + letters[index] + letters.slice(index + 2)).filter(other => other !== letters)
}

/** Of two ways to write a symbol, that one is meant whose words are spelled out, then the commoner, then the first in the alphabet. */
function isMeant(one: readonly Use[], other: readonly Use[], document: CourseText): boolean {
  const [spelled, otherSpelled] = [one, other].map(([use]) => isSpelledOut(use!.letters, document))
  if (spelled !== otherSpelled)
    return spelled!
  return one.length === other.length ? one[0]!.letters < other[0]!.letters : one.length > other.length
}

/** "Toll-like receptor" spells out TLR. */
function isSpelledOut(letters: string, document: CourseText): boolean {
  const words = new RegExp(`(?<!\\p{L})${[...letters].map(letter => `${letter}\\p{Ll}{1,20}`).join('[- ]')}`, 'iu')
  return document.pieces.some(piece => words.test(piece.text))
}
