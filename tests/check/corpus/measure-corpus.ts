import type { Finding } from '../../../scripts/course/problem.ts'
import type { CorpusCase, CorpusFamily, CorpusPart } from './read-corpus.ts'
import { courseRules } from '../../../scripts/check/course-rules.ts'
import { exampleDocument } from '../../../scripts/check/example-document.ts'
import { runRules } from '../../../scripts/check/rule.ts'
import { readCorpus } from './read-corpus.ts'

export interface Measured {
  part: CorpusPart
  family: CorpusFamily
  /** Cases that must be found, and how many were. */
  mustFire: number
  found: number
  /** Look-alikes, and how many were found all the same. */
  mustNotFire: number
  falseAlarms: number
  /** Cases that came out wrong. */
  wrong: CorpusCase[]
}

/** Tries the rules of a family on its cases: each is a slide, an objective or a quiz of one course, which is checked once. */
export async function measureCorpus(part: CorpusPart, family: CorpusFamily): Promise<Measured> {
  const cases = await readCorpus(part, family)
  const slides: string[] = ['# The corpus']
  const objectives: string[] = []
  const files: Record<string, string> = {}
  const isAt = cases.map((one, index): (finding: Finding) => boolean => {
    if (one.place === 'objective') {
      const number = objectives.push(one.text)
      return finding => objectiveAt(finding) === number
    }
    if (one.place === 'item') {
      const name = `practice-${index}.md`
      const [stem, ...answers] = one.text.split('\n')
      files[name] = `---\ntitle: Practice\nkind: practice\n---\n\n## ${stem} {#case-${index} objective=LO1 cite=ref}\n\n${answers.join('\n')}\n\n> The reason stands in the source.\n`
      return finding => finding.file.endsWith(`/${name}`)
    }
    const number = slides.push(slideOf(one, index))
    return finding => finding.slide === number
  })
  const document = await exampleDocument({
    ...files,
    'slides.md': slides.join('\n\n---\n\n'),
    ...(objectives.length > 0 && { 'course.yaml': JSON.stringify({ objectives: objectives.map((text, index) => ({ id: `LO${index + 1}`, text, level: '3A' })) }) }),
    'references.bib': '@misc{ref, title = {A source}}\n',
  })
  const objectiveLines = document.course.meta.objectives.map((_, index) => document.positionOf('course.yaml', ['objectives', index, 'text']).line)
  function objectiveAt(finding: Finding): number {
    return finding.file.endsWith('course.yaml') ? objectiveLines.indexOf(finding.line) + 1 : 0
  }
  const findings = runRules(courseRules.filter(rule => rule.family === family), document)
  const fires = cases.map((_, index) => findings.some(isAt[index]!))
  const right = (one: CorpusCase, index: number) => fires[index] === one.mustFire
  const mustFire = cases.filter(one => one.mustFire)
  return {
    part,
    family,
    mustFire: mustFire.length,
    found: cases.filter((one, index) => one.mustFire && fires[index]).length,
    mustNotFire: cases.length - mustFire.length,
    falseAlarms: cases.filter((one, index) => !one.mustFire && fires[index]).length,
    wrong: cases.filter((one, index) => !right(one, index)),
  }
}

function slideOf({ place, text }: CorpusCase, index: number): string {
  switch (place) {
    case 'slide':
      return text
    case 'title':
      return `# ${text}`
    case 'notes':
      return `# Case ${index}\n\n<!--\n${text}\n-->`
    default:
      return `# Case ${index}\n\n${text}`
  }
}

/** Share of what was found that was meant, and share of what was meant that was found. */
export function precisionAndRecall({ found, falseAlarms, mustFire }: Pick<Measured, 'found' | 'falseAlarms' | 'mustFire'>): { precision: number, recall: number } {
  return { precision: found + falseAlarms === 0 ? 1 : found / (found + falseAlarms), recall: mustFire === 0 ? 1 : found / mustFire }
}
