import type { Gain } from './gain.ts'
import type { ShownReport } from './withhold-few.ts'
import { counted } from '../../lib/counted.ts'
import { MOST_TOLD } from '../counting/what-is-uncounted.ts'
import { LEAST_EVALUATIONS, LEAST_TO_JUDGE } from './least-learners.ts'

const times = counted('en')

/** A report for people, as text. */
export function formatReport({ course, title, version, versions, learners, passed, claimed, credits, steps, items, reliability, outcomes, levels, evaluations, evaluation, evaluationsTold, uncounted }: ShownReport): string {
  return [
    `${title} (${course})`,
    '',
    ...uncounted ? [`${uncounted > MOST_TOLD ? `More than ${MOST_TOLD} records are` : times(uncounted, 'record is', 'records are')} still being counted and not in these numbers yet. Ask again in a moment; after an update it takes some minutes.`, ''] : [],
    `Learners ${learners}   passed ${passed}   claimed ${claimed} (${times(credits, 'credit', 'credits')})`,
    `Next step: ${steps.map(({ step, learners }) => `${step} ${learners}`).join(', ')}`,
    `Version ${version}${versions.length > 1 ? `, ${times(versions[0]!.learners, 'learner', 'learners')}; ${versions.length - 1} other: ${versions.slice(1).map(other => `${other.version} ${other.learners}`).join(', ')}` : ''}`,
    ...outcomes ? [`Outcomes (n = ${outcomes.n}): ${gainWords(outcomes)}`] : [],
    ...levels.map(level => `  Moore level ${level.level} (${level.objectives.join(', ')}; n = ${level.n}): ${gainWords(level)}`),
    '',
    `Post-test, first attempts${reliability === null ? '' : `; reliability (KR-20, alpha) ${rounded(reliability, 2)}`}`,
    `  ${'item'.padEnd(28)}${'n'.padStart(5)}${'p'.padStart(7)}${'D'.padStart(7)}${'r pb'.padStart(7)}`,
    ...items.flatMap(item => [
      `  ${item.item.padEnd(28)}${String(item.n).padStart(5)}${optional(item.difficulty)}${optional(item.discrimination)}${optional(item.pointBiserial)}`,
      ...item.options.filter(option => option.nonFunctional).map(option => `    chosen by fewer than 5%: ${option.text}`),
    ]),
    ...items.some(({ n }) => n > 0 && n < LEAST_TO_JUDGE) ? [`  Below ${LEAST_TO_JUDGE} learners it is too early to judge a question.`] : [],
    '',
    `Evaluation, ${times(evaluations, 'learner', 'learners')}`,
    ...evaluations && evaluationsTold === 'nothing' ? [`  Answers are shown from ${LEAST_EVALUATIONS} on, or when the course is over, so that nobody is known by theirs.`] : [],
    ...evaluationsTold === 'counts' ? [`  What fewer than ${LEAST_EVALUATIONS} learners wrote is not shown, so that nobody is known by it.`] : [],
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
