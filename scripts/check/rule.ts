import type { Finding, Severity } from '../course/problem.ts'
import type { CourseText } from './course-text.ts'
import type { TextPiece } from './text/text-piece.ts'

export const families = ['dose', 'evidence', 'cme', 'items', 'language', 'privacy', 'slides', 'source'] as const
export type Family = typeof families[number]

/** What is known of every rule, whatever it looks at. */
export interface RuleInfo {
  /** Stable, in lower case with hyphens, beginning with its family where it isn't about slides: "dose-naked-decimal". */
  id: string
  family: Family
  /** Of its findings, unless a finding says otherwise. */
  severity: Severity
  /** Why it matters: one or two sentences that begin with a capital and end with a point. */
  why: string
  /** What to do about it, as an instruction. */
  mend: string
  /** Who says so: a list, a standard, a guide; "Lectern" for the project's own judgment. */
  source: string
}

/** A finding without what its rule already says; `mend` only where it can be more exact than the rule's. */
export type RuleFinding = Omit<Finding, 'rule' | 'severity' | 'mend'> & { severity?: Severity, mend?: string }

/**
 * A text to try a rule on. A string is a slide's Markdown, headline and all if it needs one; otherwise texts of files
 * by their names: "slides.md", "course.yaml" (only the keys that differ from a sound course), "studies.yaml",
 * "references.bib", "post-test.md".
 */
export type RuleExample = string | Readonly<Record<string, string>>

/** One thing that can be wrong with a course, found without a browser. */
export interface Rule extends RuleInfo {
  /** Examples that must be found, and look-alikes that must not; the tests try both, the documentation shows them. */
  examples: { fires: readonly RuleExample[], silent: readonly RuleExample[] }
  find: (document: CourseText) => RuleFinding[]
}

/** Defines a rule; only for the types. */
export function defineRule(rule: Rule): Rule {
  return rule
}

/**
 * A finding at some characters of a piece of text, by offsets (from 0) in its text.
 * `safe` is what to write instead of them, where nothing else can be meant.
 */
export function foundIn(piece: TextPiece, start: number, end: number, message: string, { safe, ...more }: Partial<Pick<RuleFinding, 'mend' | 'severity'>> & { safe?: string } = {}): RuleFinding {
  const last = piece.positionOf(Math.max(start, end - 1))
  return {
    file: piece.file,
    ...piece.positionOf(start),
    end: { line: last.line, column: last.column + 1 },
    message,
    slide: piece.slide,
    fix: safe === undefined ? undefined : { text: safe, instead: piece.text.slice(start, end) },
    ...more,
  }
}

/** Runs rules; findings come in the order of rules. */
export function runRules(rules: readonly Rule[], document: CourseText): Finding[] {
  return rules.flatMap(rule => rule.find(document).map(found => ({ ...found, rule: rule.id, severity: found.severity ?? rule.severity, mend: found.mend ?? rule.mend })))
}
