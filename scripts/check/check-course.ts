import type { Course } from '../course/course.ts'
import type { CoursePlace } from '../course/find-courses.ts'
import type { Finding } from '../course/problem.ts'
import type { Progress } from '../progress.ts'
import type { Memory } from './memory.ts'
import type { SuppressedFinding } from './suppressions.ts'
import { join } from 'node:path'
import { collectMolecules } from '../course/collect-molecules.ts'
import { loadCourse } from '../course/load-course.ts'
import { courseRules } from './course-rules.ts'
import { readCourseText } from './course-text.ts'
import { deckRules } from './deck-rules.ts'
import { readDeck } from './read-deck.ts'
import { runRules } from './rule.ts'
import { findUncoveredStatements } from './source-coverage.ts'
import { applySuppressions, readSuppressions } from './suppressions.ts'

export interface CheckOptions {
  /** Also look at the rendered slides, which takes a browser and about half a minute. */
  browser: boolean
  /** Also ask Crossref and PubMed about the references. */
  online?: boolean
  progress: Progress
  /** Of a watch. */
  memory?: Memory
}

export interface CheckedCourse {
  /** By file and line within what found them: the sources' errors, the rules, the browser. */
  findings: Finding[]
  /** Silenced by a comment with a reason. */
  suppressed: SuppressedFinding[]
  /** Undefined when the sources could not be read. */
  course?: Course
}

/** Ids of the rules that a comment can silence. */
const silenceable: ReadonlySet<string> = new Set([...courseRules, ...deckRules].map(rule => rule.id))

/** Finds what is wrong with a course; errors in the sources come first. */
export async function checkCourse(place: CoursePlace, options: CheckOptions): Promise<CheckedCourse> {
  const { course, problems } = await loadCourse(place)
  if (!course)
    return { findings: problems, suppressed: [] }
  options.memory?.turn()
  const document = await readCourseText(course, options.memory)
  const inWords = inOrder(course, runRules(courseRules, document))
  const findings: Finding[] = [...problems, ...(await collectMolecules(course.slides)).problems, ...findUncoveredStatements(course), ...inWords]
  if (options.browser) {
    const { checkDeck } = await import('./check-deck.ts')
    findings.push(...await checkDeck(course, options.progress))
  }
  else {
    findings.push(...readDeck(course))
  }
  if (options.online)
    findings.push(...await askAbout(course, options.progress))
  const run = new Set([...courseRules, ...deckRules.filter(rule => options.browser || !rule.look)].map(rule => rule.id))
  return { ...applySuppressions(findings, readSuppressions(document), silenceable, run), course }
}

/** In the order in which an author meets them: file by file, from top to bottom. */
function inOrder({ files }: Course, findings: Finding[]): Finding[] {
  const places = new Map(files.map((file, index) => [file, index]))
  const place = (finding: Finding) => places.get(finding.file) ?? files.length
  return findings
    .map((finding, index) => ({ finding, index }))
    .sort((one, other) => place(one.finding) - place(other.finding) || one.finding.line - other.finding.line || one.finding.column - other.finding.column || one.index - other.index)
    .map(({ finding }) => finding)
}

async function askAbout(course: Course, progress: Progress): Promise<Finding[]> {
  progress('asking Crossref and PubMed about the references')
  const { askRegisters } = await import('./evidence/ask-registers.ts')
  return (await askRegisters(course.bibliography.values())).map(({ line, message, mend, isRetraction }): Finding => ({
    rule: 'references-register',
    severity: isRetraction ? 'error' : 'warning',
    file: join(course.place.folder, 'references.bib'),
    line,
    column: 1,
    message,
    mend,
  }))
}
