import type { Severity } from '../../course/problem.ts'
import type { Outcome, Study } from '../../course/studies-schema.ts'
import { decimals, isAttainable, neighbours, toNumber } from '../prose/statistics.ts'

/** Something wrong with a value of a YAML file, by the path of its keys. */
export interface ValueFlaw {
  path: (string | number)[]
  message: string
  mend: string
  severity?: Severity
}

const LOOK_UP = 'Look the numbers up in the source; what cannot be settled goes under "unverified".'

/** Numbers of studies.yaml that contradict each other; what is marked unverified is known and let pass. */
export function ledgerFlaws(studies: readonly Study[]): ValueFlaw[] {
  return studies.flatMap((study, at) => [
    ...countFlaws(study, at),
    ...study.outcomes.flatMap((outcome, index) => outcome.unverified
      ? []
      : [...armFlaws(study, outcome, [at, 'outcomes', index]), ...differenceFlaws(outcome, [at, 'outcomes', index])]),
    ...(study.cohort && study.unverified === undefined ? cohortFlaws(study, at) : []),
  ])
}

function countFlaws(study: Study, at: number): ValueFlaw[] {
  const { n, enrolled, completed } = study
  const flaws: ValueFlaw[] = []
  if (enrolled !== undefined && n !== null && n > enrolled)
    flaws.push({ path: [at, 'n'], message: `${study.label}: ${n} analyzed are more than the ${enrolled} enrolled.`, mend: LOOK_UP, severity: 'error' })
  if (enrolled !== undefined && completed !== undefined && completed > enrolled)
    flaws.push({ path: [at, 'completed'], message: `${study.label}: ${completed} completed are more than the ${enrolled} enrolled.`, mend: LOOK_UP, severity: 'error' })
  return flaws
}

const CROSSOVER = /cross-?over|single-blind|before|baseline/i

function armFlaws(study: Study, outcome: Outcome, path: ValueFlaw['path']): ValueFlaw[] {
  const flaws: ValueFlaw[] = []
  const arms = outcome.arms ?? []
  const name = `${study.label}, ${outcome.name}`
  arms.forEach((arm, index) => {
    const here = [...path, 'arms', index]
    const all = arm.n
    if (all !== undefined && arm.events !== undefined && arm.events > all)
      flaws.push({ path: [...here, 'events'], message: `${name}: ${arm.events} events are more than the ${all} people of the group "${arm.name}".`, mend: LOOK_UP, severity: 'error' })
    if (outcome.unit !== '%')
      return
    if (all !== undefined && arm.events !== undefined && arm.events <= all) {
      const exact = 100 * arm.events / all
      if (Math.abs(exact - arm.value) > 10 ** -decimals(String(arm.value)) + 1e-9)
        flaws.push({ path: [...here, 'value'], message: `${name}: ${arm.events} of ${all} is ${exact.toFixed(1)}%, not ${arm.value}%.`, mend: LOOK_UP, severity: 'error' })
    }
    else if (all !== undefined && countsPeople(outcome) && !isAttainable(arm.value, all, decimals(String(arm.value)))) {
      flaws.push({ path: [...here, 'value'], message: `${name}: no whole number of ${all} people is ${arm.value}%: ${neighbours(arm.value, all)}.`, mend: LOOK_UP })
    }
    if (arm.range && (arm.range[0] > arm.range[1] || arm.value < arm.range[0] || arm.value > arm.range[1]))
      flaws.push({ path: [...here, 'range'], message: `${name}: the value ${arm.value} lies outside its range ${arm.range[0]} to ${arm.range[1]}.`, mend: LOOK_UP, severity: 'error' })
  })
  const counts = arms.flatMap(arm => arm.n ?? [])
  const sum = counts.reduce((total, count) => total + count, 0)
  const most = Math.max(study.n ?? 0, study.enrolled ?? 0)
  if (outcome.n !== undefined && most > 0 && outcome.n > most)
    flaws.push({ path: [...path, 'n'], message: `${name}: it rests on ${outcome.n} people, more than the ${most} of the study.`, mend: LOOK_UP, severity: 'error' })
  const isCrossover = CROSSOVER.test(`${study.kind} ${study.design}`)
  if (counts.length === arms.length && arms.length > 1 && most > 0 && !isCrossover && sum > most)
    flaws.push({ path: [...path, 'arms'], message: `${name}: the groups add up to ${sum}, more than the ${most} people of the study.`, mend: LOOK_UP, severity: 'error' })
  if (isCrossover && counts.some(count => most > 0 && count > most))
    flaws.push({ path: [...path, 'arms'], message: `${name}: a group has ${Math.max(...counts)} people, more than the ${most} of the study.`, mend: LOOK_UP, severity: 'error' })
  return flaws
}

/** A percentage of people, not one by which a score fell. */
function countsPeople(outcome: Outcome): boolean {
  return /\b(?:respon(?:ders?|se)|patients|participants|remission|dreams|insomnia|headache|events?|withdr(?:ew|awal)|adverse|improved|relapsed?|patients with|share)\b/i.test(outcome.name) && !/\b(?:reduction|change|variance|score|mean|decrease|increase)\b/i.test(outcome.name)
}

function differenceFlaws(outcome: Outcome, path: ValueFlaw['path']): ValueFlaw[] {
  const { difference, p } = outcome
  const flaws: ValueFlaw[] = []
  if (!difference?.ci)
    return flaws
  const [low, high] = difference.ci
  const { value, kind } = difference
  if (low > high)
    return [{ path: [...path, 'difference', 'ci'], message: `${outcome.name}: the confidence interval runs backwards, from ${low} to ${high}.`, mend: LOOK_UP, severity: 'error' }]
  if (value < low || value > high)
    flaws.push({ path: [...path, 'difference', 'ci'], message: `${outcome.name}: ${value} lies outside its confidence interval, ${low} to ${high}.`, mend: LOOK_UP, severity: 'error' })
  const none = kind === 'risk-ratio' ? 1 : 0
  const excludes = low > none || high < none
  const number = p === undefined ? undefined : toNumber(p.replace(/^[^\d.]*/, ''))
  if (number !== undefined && Number.isFinite(number)) {
    const small = !/^\s*[>≥]/.test(p!) && number < 0.045
    const large = !/^\s*[<≤]/.test(p!) && number > 0.055
    if (small && low < none && high > none)
      flaws.push({ path: [...path, 'p'], message: `${outcome.name}: P = ${p} says that there is a difference; the interval ${low} to ${high} includes ${none}.`, mend: LOOK_UP, severity: 'error' })
    if (large && excludes)
      flaws.push({ path: [...path, 'p'], message: `${outcome.name}: P = ${p} says that no difference was shown; the interval ${low} to ${high} excludes ${none}.`, mend: LOOK_UP, severity: 'error' })
  }
  // The groups' own values give a mean difference, whichever way round.
  const arms = outcome.arms ?? []
  if (kind === 'mean-difference' && arms.length === 2) {
    const own = Math.abs(arms[0]!.value - arms[1]!.value)
    const places = Math.min(...arms.map(arm => decimals(String(arm.value))), decimals(String(value)))
    if (Math.abs(own - Math.abs(value)) > 1.5 * 10 ** -places && Math.abs(own - Math.abs(value)) > 0.25 * Math.abs(value))
      flaws.push({ path: [...path, 'difference', 'value'], message: `${outcome.name}: the groups differ by ${Number(own.toFixed(4))}, the difference is given as ${value}.`, mend: `${LOOK_UP} An adjusted difference may differ: say so in "text".` })
  }
  return flaws
}

function cohortFlaws(study: Study, at: number): ValueFlaw[] {
  return study.cohort!.rows.flatMap((row, index): ValueFlaw[] => row.values.length === study.cohort!.columns.length
    ? []
    : [{ path: [at, 'cohort', 'rows', index, 'values'], message: `${study.label}: the row "${row.label}" has ${row.values.length} values for ${study.cohort!.columns.length} columns.`, mend: 'Give one value for each column; null for one that is lost.', severity: 'error' }])
}

/** Every number that the ledger holds about a study, as printed without a sign: for comparing slides with it. */
export function numbersOf(study: Study): Set<string> {
  const numbers = new Set<string>()
  const visit = (value: unknown) => {
    if (typeof value === 'number')
      numbers.add(canonical(String(value)))
    else if (typeof value === 'string')
      (value.match(/\d[\d,]*(?:\.\d+)?|\.\d+/g) ?? []).forEach(number => numbers.add(canonical(number)))
    else if (Array.isArray(value))
      value.forEach(visit)
    else if (value !== null && typeof value === 'object')
      Object.values(value).forEach(visit)
  }
  visit(study)
  return numbers
}

/** Differences and complements of the ledger's percentages, and counts as percentages: what a slide may derive from it. */
export function derivedNumbersOf(study: Study): Set<string> {
  const derived = new Set<string>()
  const add = (value: number) => [0, 1, 2].forEach(places => derived.add(canonical(Math.abs(value).toFixed(places))))
  const counts = [study.n, study.enrolled, study.completed, ...study.outcomes.flatMap(outcome => [outcome.n, ...outcome.arms?.flatMap(arm => [arm.n, arm.events]) ?? []])].filter(count => typeof count === 'number')
  for (const outcome of study.outcomes) {
    const values = outcome.arms?.map(arm => arm.value) ?? []
    for (const value of values) {
      add(value)
      if (outcome.unit === '%')
        add(100 - value)
      values.forEach(other => add(value - other))
    }
    for (const arm of outcome.arms ?? []) {
      if (arm.n && arm.events !== undefined) {
        add(100 * arm.events / arm.n)
        add(arm.n - arm.events)
      }
    }
  }
  for (const one of counts) {
    for (const other of counts) {
      if (other > 0 && one <= other)
        add(100 * one / other)
      add(one + other)
      add(one - other)
    }
  }
  return derived
}

/** One spelling for each number: no commas, no zeros at either end that say nothing. */
export function canonical(number: string): string {
  return String(Number(number.replace(/,/g, '').replace(/^\./, '0.')))
}
