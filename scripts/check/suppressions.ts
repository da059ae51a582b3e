import type { Finding } from '../course/problem.ts'
import type { CourseText } from './course-text.ts'
import { createPositions, lineStarts } from '../course/text-position.ts'
import { nearest } from './nearest.ts'
import { splitFrontMatter } from './text/quiz-pieces.ts'

/** A comment in the sources that silences rules in one place, for a reason. */
export interface Suppression {
  rules: readonly string[]
  reason: string
  file: string
  line: number
  column: number
  covers: (finding: Finding) => boolean
}

export interface SuppressedFinding { finding: Finding, reason: string }

export interface Suppressed {
  /** What is left, and what is wrong with the comments themselves. */
  findings: Finding[]
  suppressed: SuppressedFinding[]
}

/** `lectern-ignore dose-qd: the slide shows the abbreviation`; in a quiz's front matter also `… in methadone: …`. */
const MARK = /\blectern-ignore\b([^:\n]{0,500})(?::([^\n]*))?/

/** Finds every suppression of a course. */
export function readSuppressions(document: CourseText): Suppression[] {
  const found: Suppression[] = []
  for (const comment of document.comments) {
    const source = document.sources.get(comment.file)
    const marked = readMark(comment.text)
    if (!marked || source === undefined)
      continue
    const lines = source.split('\n')
    const last = comment.line + comment.text.split('\n').length - 1
    const isBehindText = lines[comment.line - 1]!.slice(0, Math.max(0, comment.column - '<!--'.length - 1)).trim() !== ''
    const [from, to] = isBehindText ? [comment.line, last] : nextBlock(lines, last)
    found.push({ ...marked, file: comment.file, line: comment.line, column: comment.column, covers: ({ file, line }) => file === comment.file && ((line >= from && line <= to) || (line >= comment.line && line <= last)) })
  }
  for (const slide of document.course.slides) {
    for (const { marked, offset } of yamlComments(slide.frontmatterSource)) {
      const { line, column } = slide.positionOfFrontmatter(offset)
      found.push({ ...marked, file: slide.file, line, column, covers: finding => finding.slide === slide.no && finding.file === slide.file })
    }
  }
  for (const [file, source] of document.sources) {
    if (file.endsWith('.yaml'))
      found.push(...inYaml(file, source))
    else if (file.endsWith('.bib'))
      found.push(...inBibliography(file, source))
    else if (document.course.quizzes.some(quiz => quiz.file === file))
      found.push(...inQuiz(file, source, document))
  }
  return found
}

/**
 * Takes out the findings that a comment silences. A comment without a reason silences nothing and is itself a finding; so is one that
 * silences nothing, unless its rule was not run.
 * `rules` are the ids that can be silenced (what makes a course unreadable cannot), `run` those that were run.
 */
export function applySuppressions(findings: readonly Finding[], suppressions: readonly Suppression[], rules: ReadonlySet<string>, run: ReadonlySet<string>): Suppressed {
  const used = new Map<Suppression, Set<string>>()
  const left: Finding[] = []
  const suppressed: SuppressedFinding[] = []
  for (const finding of findings) {
    const suppression = rules.has(finding.rule)
      ? suppressions.find(({ rules, reason, covers }) => isReason(reason) && rules.includes(finding.rule) && covers(finding))
      : undefined
    if (!suppression) {
      left.push(finding)
      continue
    }
    suppressed.push({ finding, reason: suppression.reason })
    if (!used.has(suppression))
      used.set(suppression, new Set())
    used.get(suppression)!.add(finding.rule)
  }
  return { findings: [...left, ...suppressions.flatMap(suppression => flaws(suppression, used.get(suppression) ?? new Set(), rules, run))], suppressed }
}

function flaws({ rules: silenced, reason, file, line, column }: Suppression, used: ReadonlySet<string>, rules: ReadonlySet<string>, run: ReadonlySet<string>): Finding[] {
  const finding = (rule: string, severity: Finding['severity'], message: string, mend: string): Finding => ({ rule, severity, file, line, column, message, mend })
  if (silenced.length === 0)
    return [finding('suppression-unknown-rule', 'error', 'The comment names no rule.', 'Write it so: lectern-ignore dose-qd: the reason.')]
  if (!isReason(reason))
    return [finding('suppression-without-reason', 'error', `${silenced.join(', ')} is silenced without a reason.`, 'Add the reason after a colon, for those who read the source after you; until then nothing is silenced.')]
  return silenced.flatMap((id): Finding[] => {
    if (!rules.has(id)) {
      const meant = nearest(id, [...rules])
      return [finding('suppression-unknown-rule', 'error', `There is no rule "${id}" that can be silenced.`, meant ? `Did you mean "${meant}"?` : 'Use the id that stands with the finding.')]
    }
    return used.has(id) || !run.has(id) ? [] : [finding('suppression-unused', 'warning', `${id} finds nothing here any more.`, 'Remove the comment.')]
  })
}

/** At least two words. */
function isReason(reason: string): boolean {
  return /\p{L}{2}\P{L}+\p{L}{2}/u.test(reason)
}

function readMark(comment: string): Pick<Suppression, 'rules' | 'reason'> & { item?: string } | undefined {
  const match = MARK.exec(comment.slice(0, 2000))
  if (!match)
    return undefined
  const [rules, item] = match[1]!.split(' in ')
  return { rules: rules!.split(',').map(rule => rule.trim()).filter(Boolean), item: item?.trim(), reason: (match[2] ?? '').trim() }
}

/** First and last line of the block that follows a line, or of the rest of its own block. Lines count from 1. */
function nextBlock(lines: readonly string[], line: number): [number, number] {
  const rest = lines[line - 1]!.replace(/^.*-->/, '').trim()
  let from = rest ? line : line + 1
  while (from <= lines.length && lines[from - 1]!.trim() === '')
    from++
  let to = from
  while (to < lines.length && lines[to]!.trim() !== '')
    to++
  return [from, to]
}

function yamlComments(source: string): { marked: NonNullable<ReturnType<typeof readMark>>, offset: number, line: number }[] {
  if (!source.includes('lectern-ignore'))
    return []
  return lineStarts(source).flatMap((start, index, starts) => {
    const line = source.slice(start, starts[index + 1] === undefined ? source.length : starts[index + 1]! - 1)
    const comment = /(?:^|\s)#(?=.*lectern-ignore)/.exec(line.slice(0, 5000))
    const marked = comment ? readMark(line.slice(comment.index)) : undefined
    return marked ? [{ marked, offset: start + line.indexOf('#', comment!.index), line: index + 1 }] : []
  })
}

/** Above a key: that key and what is indented below it. Behind a value: its line. */
function inYaml(file: string, source: string): Suppression[] {
  const lines = source.split('\n')
  const positionOf = createPositions(source)
  return yamlComments(source).map(({ marked, offset, line }) => {
    const isAlone = lines[line - 1]!.trimStart().startsWith('#')
    let from = line
    let to = line
    if (isAlone) {
      do
        from++
      while (from <= lines.length && /^\s*(?:#.*)?$/.test(lines[from - 1]!))
      const indent = indentOf(lines[from - 1] ?? '')
      to = from
      while (to < lines.length && (lines[to]!.trim() === '' || indentOf(lines[to]!) > indent))
        to++
    }
    return { ...marked, file, ...positionOf(offset), covers: finding => finding.file === file && finding.line >= from && finding.line <= to }
  })
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

/** In the front matter of a quiz: the item that is named, or all of it. */
function inQuiz(file: string, source: string, { course }: CourseText): Suppression[] {
  const { yaml, yamlStart } = splitFrontMatter(source)
  const positionOf = createPositions(source)
  const items = course.quizzes.find(quiz => quiz.file === file)!.items
  return yamlComments(yaml).map(({ marked, offset }) => {
    const item = items.find(item => item.id === marked.item)
    const next = item && Math.min(...items.map(other => other.line).filter(line => line > item.line), Infinity)
    return {
      ...marked,
      file,
      ...positionOf(yamlStart + offset),
      covers: finding => finding.file === file && (marked.item === undefined || (item !== undefined && finding.line >= item.line && finding.line < next!)),
    }
  })
}

/** A line "% lectern-ignore …" above an entry: that entry. */
function inBibliography(file: string, source: string): Suppression[] {
  const lines = source.split('\n')
  return lines.flatMap((text, index): Suppression[] => {
    const marked = /^\s*%.*lectern-ignore/.test(text.slice(0, 5000)) ? readMark(text) : undefined
    if (!marked)
      return []
    const from = index + 2
    const second = lines.slice(from).findIndex(line => line.startsWith('@'))
    const to = second < 0 ? lines.length : from + second
    return [{ ...marked, file, line: index + 1, column: text.indexOf('%') + 1, covers: finding => finding.file === file && finding.line >= from && finding.line <= to }]
  })
}
