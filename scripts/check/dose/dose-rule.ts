import type { CourseText } from '../course-text.ts'
import type { Rule, RuleExample, RuleFinding } from '../rule.ts'
import type { TextPiece } from '../text/text-piece.ts'
import type { Guard } from './guards.ts'
import { foundIn } from '../rule.ts'
import { isVerbatim } from '../text/text-piece.ts'
import { isMentioned } from './guards.ts'

export interface NotationRule extends Pick<Rule, 'id' | 'severity' | 'source'> {
  /** Finds it; matched against every piece of text. Must take linear time, as tests/check/linear.test.ts tries. */
  pattern: RegExp
  /** What a reader may take it for, completing "… may be read as". */
  reads: string
  /** The safe way, completing "Write …". */
  use: string
  /** Where the same letters mean something harmless. */
  unless?: readonly Guard[]
  /** The safe form of a match; undefined where an author has to choose. */
  fix?: (match: RegExpExecArray, text: string) => string | undefined
  fires: readonly RuleExample[]
  silent: readonly RuleExample[]
}

/** The patterns of all rules about notation, by the ids of the rules. */
const patterns = new Map<string, RegExp>()

/** A rule about how a dose is written: a pattern, guards for look-alikes, and the safe form. */
export function notationRule({ id, severity, source, pattern, reads, use, unless = [], fix, fires, silent }: NotationRule): Rule {
  patterns.set(id, new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`))
  const mend = `Write ${use}.`
  return {
    id,
    family: 'dose',
    severity,
    source,
    why: `${id === 'dose-naked-decimal' ? 'A point' : 'The notation'} may be read as ${reads}.`,
    mend,
    examples: { fires, silent },
    find: document => (matchesIn(document).get(id) ?? []).flatMap(({ piece, matches }) => {
      const found: RuleFinding[] = []
      for (const match of matches) {
        const place = { text: piece.text, start: match.index, end: match.index + match[0].length, match: match as RegExpExecArray, piece, document }
        if (isMentioned(place) || unless.some(guard => guard(place)))
          continue
        const lead = match[0].length - match[0].trimStart().length
        const safe = fix?.(match as RegExpExecArray, piece.text)
        const whole = withNumber(piece.text, place.start, place.end)
        found.push(foundIn(piece, place.start + (safe === undefined ? lead : 0), place.end, `"${whole}" may be read as ${reads}.`, {
          mend: safe === undefined || use.includes(safe.trim().replace(/\.$/, '')) ? mend : `Write ${use}: "${withNumber(piece.text, place.start, place.end, safe)}".`,
          safe,
        }))
      }
      return found
    }),
  }
}

interface PieceMatches { piece: TextPiece, matches: readonly RegExpExecArray[] }

const found = new WeakMap<CourseText, ReadonlyMap<string, readonly PieceMatches[]>>()

/** What all patterns match in a course, looked for once and shared by the rules. */
function matchesIn(document: CourseText): ReadonlyMap<string, readonly PieceMatches[]> {
  const known = found.get(document)
  if (known)
    return known
  const byRule = new Map<string, PieceMatches[]>()
  for (const piece of document.pieces) {
    if (isVerbatim(piece))
      continue
    for (const [id, matches] of document.memory.recall(patterns, piece.text, () => matchesOf(piece.text))) {
      if (!byRule.has(id))
        byRule.set(id, [])
      byRule.get(id)!.push({ piece, matches })
    }
  }
  found.set(document, byRule)
  return byRule
}

function matchesOf(text: string): [id: string, matches: RegExpExecArray[]][] {
  return [...patterns].flatMap(([id, pattern]): [string, RegExpExecArray[]][] => {
    const matches = [...text.matchAll(pattern)] as RegExpExecArray[]
    return matches.length > 0 ? [[id, matches]] : []
  })
}

/** Looks at every piece of text that its author may change. */
export function findInPieces(document: CourseText, find: (piece: TextPiece) => RuleFinding[]): RuleFinding[] {
  return document.pieces.flatMap(piece => isVerbatim(piece) ? [] : find(piece))
}

/** What was matched or is to stand there, with the number before it and the unit after it. */
function withNumber(text: string, start: number, end: number, words = text.slice(start, end)): string {
  const before = /(?:\d|\.\d)[\d.,]{0,11}\s?$/.exec(text.slice(Math.max(0, start - 14), start))?.[0] ?? ''
  const after = /^(?:\s?[\d.,]{0,8}\s?(?:mg|mcg|mL|ml|g|kg|units?)\b)?/.exec(text.slice(end, end + 20))?.[0] ?? ''
  return `${before}${words}${after}`.trim()
}
