import type { CourseReport } from './course-report.ts'

/** A report for people, as text. */
export function formatReport({ course, version, roster, items, reliability, outcomes, evaluation }: CourseReport): string {
  const passed = roster.filter(row => row.passedAt).length
  const claimed = roster.filter(row => row.credits !== undefined)
  const steps = [...Map.groupBy(roster, row => row.step)].map(([step, rows]) => `${step} ${rows.length}`)
  return [
    `${course}, version ${version}`,
    '',
    `Learners ${roster.length}   passed ${passed}   claimed ${claimed.length} (${claimed.reduce((sum, row) => sum + row.credits!, 0)} credits)`,
    `Next step: ${steps.join(', ')}`,
    ...outcomes ? [`Outcomes (n = ${outcomes.n}): pre-test ${rounded(outcomes.preTest)}%, first attempt ${rounded(outcomes.firstAttempt)}%${outcomes.gain === undefined ? '' : `, normalised gain ${rounded(outcomes.gain, 2)}`}`] : [],
    '',
    `Post-test, first attempts${reliability === undefined ? '' : `; reliability (KR-20, alpha) ${rounded(reliability, 2)}`}`,
    `  ${'item'.padEnd(28)}${'n'.padStart(5)}${'p'.padStart(7)}${'D'.padStart(7)}${'r pb'.padStart(7)}`,
    ...items.flatMap(item => [
      `  ${item.item.padEnd(28)}${String(item.n).padStart(5)}${item.n ? rounded(item.difficulty, 2).padStart(7) : ''.padStart(7)}${optional(item.discrimination)}${optional(item.pointBiserial)}`,
      ...item.nonFunctional.map(text => `    chosen by fewer than 5%: ${text}`),
    ]),
    '',
    ...evaluation.flatMap(({ stem, counts, words }) => [
      stem,
      ...counts.map(({ answer, count }) => `  ${String(count).padStart(5)}  ${answer}`),
      ...words.map(text => `    “${text}”`),
    ]),
    '',
  ].join('\n')
}

function optional(value: number | undefined): string {
  return (value === undefined ? '–' : rounded(value, 2)).padStart(7)
}

function rounded(value: number, digits = 0): string {
  return value.toFixed(digits)
}
