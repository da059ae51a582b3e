import type { CourseReport } from './course-report.ts'
import type { Gain } from './gain.ts'
import { MOST_TOLD } from '../counting/what-is-uncounted.ts'

/** A report for people, as text. */
export function formatReport({ course, title, version, versions, learners, passed, claimed, credits, steps, items, reliability, outcomes, levels, evaluations, evaluation, uncounted }: CourseReport): string {
  return [
    `${title} (${course})`,
    '',
    ...uncounted ? [`${uncounted > MOST_TOLD ? `More than ${MOST_TOLD}` : uncounted} records are still being counted and not in these numbers yet. Ask again in a moment; after an update it takes some minutes.`, ''] : [],
    `Learners ${learners}   passed ${passed}   claimed ${claimed} (${credits} credits)`,
    `Next step: ${steps.map(({ step, learners }) => `${step} ${learners}`).join(', ')}`,
    `Version ${version}${versions.length > 1 ? `, ${versions[0]!.learners} learners; ${versions.length - 1} other: ${versions.slice(1).map(other => `${other.version} ${other.learners}`).join(', ')}` : ''}`,
    ...outcomes ? [`Outcomes (n = ${outcomes.n}): ${gainWords(outcomes)}`] : [],
    ...levels.map(level => `  Moore level ${level.level} (${level.objectives.join(', ')}; n = ${level.n}): ${gainWords(level)}`),
    '',
    `Post-test, first attempts${reliability === null ? '' : `; reliability (KR-20, alpha) ${rounded(reliability, 2)}`}`,
    `  ${'item'.padEnd(28)}${'n'.padStart(5)}${'p'.padStart(7)}${'D'.padStart(7)}${'r pb'.padStart(7)}`,
    ...items.flatMap(item => [
      `  ${item.item.padEnd(28)}${String(item.n).padStart(5)}${optional(item.difficulty)}${optional(item.discrimination)}${optional(item.pointBiserial)}`,
      ...item.options.filter(option => option.nonFunctional).map(option => `    chosen by fewer than 5%: ${option.text}`),
    ]),
    '',
    `Evaluation, ${evaluations} learners`,
    ...evaluation.flatMap(({ stem, counts, words }) => [
      stem,
      ...counts.map(({ answer, count }) => `  ${String(count).padStart(5)}  ${answer}`),
      ...words.map(text => `    “${text}”`),
    ]),
    '',
  ].join('\n')
}

function gainWords({ preTest, firstAttempt, gain }: Gain): string {
  return `${preTest === null ? '' : `pre-test ${rounded(preTest)}%, `}first attempt ${rounded(firstAttempt)}%${gain === null ? '' : `, normalised gain ${rounded(gain, 2)}`}`
}

function optional(value: number | null): string {
  return (value === null ? '–' : rounded(value, 2)).padStart(7)
}

function rounded(value: number, digits = 0): string {
  return value.toFixed(digits)
}
