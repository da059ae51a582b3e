import type { Hit } from './hit.ts'
import { sentencesOf } from './sentences.ts'

/*
 * What numbers in one sentence say of each other. Only what cannot be right is reported; what rounding, another
 * method or a one-sided test could explain is let pass.
 */

const NUM = String.raw`[-−–]?\d{1,7}(?:\.\d{1,6})?|[-−–]?\.\d{1,6}`
const INTERVAL = new RegExp(String.raw`\b(9[059](?:\.\d)?) ?%[ -]?(?:CI|confidence interval|credible interval)s?\b(?: (?:was|of|is|from|between))?[\s:,=([]{0,4}(${NUM})%?(?: (?:to|and) |, ?|; ?| ?[–—] ?|(?<=\d) ?- ?)(${NUM})`, 'gu')
const P_VALUE = /\b[Pp](?:[- ]values?)?(?: (?:of|was|is))? ?([=<>≤≥]|of|was|is|less than|more than|greater than)? ?(0?\.\d{1,8}|0(?![.\d])|1(?:\.0{1,3})?(?![.\d]))/gu
const RATIO = /\b(?:ratio|ratios|HR|RR|OR|IRR|aOR|aHR|hazard|odds|relative risk|fold)\b/u
const DIFFERENCE = /\b(?:difference|differences|MD|SMD|change|reduction|increase|slope|coefficient|beta|points?)\b/iu
const ONE_SIDED = /\b(?:one-sided|1-sided|one-tailed|1-tailed|non-?inferiority|trend|interaction|equivalence|bonferroni|adjusted p|corrected|unadjusted)\b/iu

export interface Interval {
  /** Percent of confidence, for example 95. */
  level: number
  low: number
  high: number
  start: number
  end: number
}

/** Confidence intervals of a text with the estimate before each; estimates outside and P values that contradict are hits. */
export function intervalHits(text: string): Hit[] {
  return sentencesOf(text).flatMap(({ text: sentence, start }) => {
    const intervals = intervalsIn(sentence)
    return intervals.flatMap((interval, index) => {
      const from = intervals[index - 1]?.end ?? 0
      const before = sentence.slice(from, interval.start)
      const after = sentence.slice(interval.end, intervals[index + 1] === undefined ? sentence.length : Math.min(sentence.length, intervals[index + 1]!.start))
      return [...orderHit(interval), ...estimateHit(interval, before), ...pValueHit(interval, before, after)]
        .map(hit => ({ ...hit, start: hit.start + start, end: hit.end + start }))
    })
  })
}

function intervalsIn(sentence: string): Interval[] {
  return [...sentence.matchAll(INTERVAL)].map(match => ({
    level: Number(match[1]),
    low: toNumber(match[2]!),
    high: toNumber(match[3]!),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function orderHit({ low, high, start, end }: Interval): Hit[] {
  return low <= high ? [] : [{ start, end, message: `The confidence interval runs backwards: ${show(low)} is more than ${show(high)}.`, mend: 'Look up the interval in the source; a minus sign may be missing.' }]
}

/** The number that the interval belongs to is the last one before it. */
function estimateHit({ low, high, start, end }: Interval, before: string): Hit[] {
  // A count, a year, a dose or a P value between the estimate and the interval is not the estimate.
  const near = before.slice(-60)
  const matches = [...near.matchAll(new RegExp(String.raw`(?<![\w.])(${NUM})(?![\w.]\d)( ?%| points?| (?:mg|mcg|weeks?|months?|years?|days?|patients|women|men|participants)\b)?`, 'gu'))]
  const match = matches.at(-1)
  if (!match || /^ (?:mg|mcg|week|month|year|day|patient|women|men|participant)/.test(match[2] ?? '') || low > high)
    return []
  const gap = near.slice(match.index + match[0].length)
  if (!/^[\s,;:([]{0,4}$/.test(gap) || /\bP ?[<=>] ?$/i.test(near.slice(0, match.index)) || /n ?= ?$/i.test(near.slice(0, match.index)))
    return []
  const value = toNumber(match[1]!)
  // An interval for a fall may be given without the sign of the estimate.
  const inside = (number: number) => number >= low - slack(number, match[1]!) && number <= high + slack(number, match[1]!)
  if (inside(value) || (value > 0 && inside(-value)) || (value < 0 && inside(-value)))
    return []
  return [{ start, end, message: `The estimate ${show(value)} lies outside its own confidence interval, ${show(low)} to ${show(high)}.`, mend: 'One of the three numbers is wrong; look them up in the source.', severity: 'error' }]
}

function pValueHit({ level, low, high, start, end }: Interval, before: string, after: string): Hit[] {
  if (ONE_SIDED.test(before) || ONE_SIDED.test(after) || low > high)
    return []
  const p = pValues(after)[0] ?? pValues(before.slice(-40)).at(-1)
  if (!p)
    return []
  const alpha = 1 - level / 100
  const isSmall = p.relation === '>' ? false : p.value < alpha
  const isLarge = p.relation === '<' ? false : p.relation === '>' ? p.value >= alpha : p.value > alpha
  // Ratios are tested against 1, differences against 0; where it isn't said, both must contradict.
  const nulls = RATIO.test(before) && low > 0 ? [1] : low < 0 || DIFFERENCE.test(before) ? [0] : [0, 1]
  const contains = (none: number) => low <= none && none <= high
  const strictly = (none: number) => low < none && none < high
  const clear = p.value < alpha * 0.9 || p.value > alpha * 1.1
  if (isSmall && clear && nulls.every(strictly))
    return [{ start, end, message: `P ${p.shown} says that there is a difference; the ${level}% confidence interval, ${show(low)} to ${show(high)}, includes ${nulls[0]}, which says that none was shown.`, mend: 'Look up both in the source; one of them is wrong, or they belong to different analyses: say so.', severity: 'error' }]
  if (isLarge && clear && !nulls.some(contains))
    return [{ start, end, message: `P ${p.shown} says that no difference was shown; the ${level}% confidence interval, ${show(low)} to ${show(high)}, excludes ${nulls.join(' and ')}, which says that there is one.`, mend: 'Look up both in the source; one of them is wrong, or they belong to different analyses: say so.', severity: 'error' }]
  return []
}

function pValues(text: string): { value: number, relation: '<' | '=' | '>', shown: string }[] {
  return [...text.matchAll(P_VALUE)].map((match) => {
    const sign = match[1] ?? '='
    const relation = ['<', '≤', 'less than'].includes(sign) ? '<' : ['>', '≥', 'more than', 'greater than'].includes(sign) ? '>' : '='
    return { value: toNumber(match[2]!), relation, shown: `${relation === '=' ? '=' : relation} ${match[2]}` }
  })
}

/** Percentages that no whole number of people can give: "45% of 10 patients", "3 of 17 (28%)". */
export function percentageHits(text: string): Hit[] {
  const hits: Hit[] = []
  // "3 of 17 patients (28%)", "3/17 (28%)"
  for (const match of text.matchAll(/(?<![\d.,/])(\d{1,5}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)) ?(?:of|out of|\/) ?(?:the |all )?(\d{1,5})(?: [\p{L}-]{1,20}){0,3} ?\((?:about |~|≈)?(\d{1,3}(?:\.\d{1,2})?) ?%/giu)) {
    const [events, all, percent] = [countOf(match[1]!), Number(match[2]), Number(match[3])]
    if (all === 0 || events > all)
      continue
    const exact = 100 * events / all
    const step = 10 ** -decimals(match[3]!)
    if (Math.abs(exact - percent) > step + 1e-9)
      hits.push({ start: match.index, end: match.index + match[0].length, message: `${events} of ${all} is ${exact.toFixed(Math.max(1, decimals(match[3]!)))}%, not ${match[3]}%.`, mend: 'Correct the count or the percentage.', severity: 'error' })
  }
  // "45% of the 10 patients", "of 10 patients, 45%", "in 8 women, 33% …"
  const patterns: [RegExp, 1 | 2, 1 | 2][] = [
    [/(?<![\d.,])(\d{1,3}(?:\.\d{1,2})?) ?% (?:of|in|among) (?:the |all |these )?(\d{1,4})(?= (?:[\p{L}-]{1,20} ){0,2}?(?:patients|women|men|children|people|participants|subjects|adults|volunteers|cases)\b)/giu, 1, 2],
    [/\b(?:of|in|among) (?:the |all |these )?(\d{1,4}) (?:[\p{L}-]{1,20} ){0,2}?(?:patients|women|men|children|people|participants|subjects|adults|volunteers|cases),? (\d{1,3}(?:\.\d{1,2})?) ?%/giu, 2, 1],
  ]
  for (const [pattern, percentGroup, allGroup] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [shown, all] = [match[percentGroup]!, Number(match[allGroup])]
      if (/\b(?:about|nearly|almost|over|approximately|roughly|more than|less than|at least) $/i.test(text.slice(Math.max(0, match.index - 15), match.index)))
        continue
      if (all > 0 && !isAttainable(Number(shown), all, decimals(shown)))
        hits.push({ start: match.index, end: match.index + match[0].length, message: `No whole number of ${all} people is ${shown}%: ${neighbours(Number(shown), all)}.`, mend: 'Look up the number analyzed; give the count beside the percentage.' })
    }
  }
  return hits
}

/** Whether some whole number of `all` people is this percentage, with the decimals it is given in; rounding up or down passes. */
export function isAttainable(percent: number, all: number, places = 0): boolean {
  if (percent < 0 || percent > 100 || all <= 0)
    return true
  const step = 10 ** -places
  if (100 / all <= step)
    return true
  const nearest = [Math.floor(percent * all / 100), Math.ceil(percent * all / 100)]
  return nearest.some(events => Math.abs(100 * events / all - percent) < step - 1e-9)
}

/** A count in digits or, up to twelve, in a word. */
function countOf(printed: string): number {
  const word = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].indexOf(printed.toLowerCase())
  return word < 0 ? Number(printed) : word
}

/** The counts on either side, for a message. */
export function neighbours(percent: number, all: number): string {
  const low = Math.floor(percent * all / 100)
  const high = Math.min(all, low + 1)
  return `${low} of ${all} is ${(100 * low / all).toFixed(1)}%, ${high} of ${all} is ${(100 * high / all).toFixed(1)}%`
}

/** "60 patients: 32 on the drug and 27 on placebo". */
export function armHits(text: string): Hit[] {
  const hits: Hit[] = []
  const arms = /(?<![\d.,])(\d{1,5}) (?:[\p{L}-]{1,20} ){0,2}?(?:patients|women|men|children|people|participants|subjects|adults|volunteers)(?: (?:took part|were (?:randomi[sz]ed|enrolled|included|studied|treated|assigned|analy[sz]ed)|participated))?(?:[:,;(]| \() ?(\d{1,5}) (?:[\p{L}-]{1,20} ){0,2}?(?:on|to|in|with|received|given|took|assigned to|randomi[sz]ed to) (?:[\p{L}\d.-]{1,20} ?){1,4}?(?:,|and|;|, and) ?(\d{1,5}) (?:[\p{L}-]{1,20} ){0,2}?(?:on|to|in|with|received|given|took|assigned to) [\p{L}\d.-]{1,20}/giu
  for (const match of text.matchAll(arms)) {
    const [all, one, other] = [Number(match[1]), Number(match[2]), Number(match[3])]
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 60)
    const isOpen = /^[^.;!?]{0,40}(?:,|\band\b|;) ?\d/.test(rest) || /\b(?:withdrew|dropped|lost|excluded|not analy|neither|both)/i.test(rest)
    if (one + other !== all && !isOpen && one <= all && other <= all)
      hits.push({ start: match.index, end: match.index + match[0].length, message: `${one} and ${other} are ${one + other}, not ${all}.`, mend: 'Correct a number, or say what became of the others.' })
  }
  return hits
}

/** Numbers as medical texts print them: a minus may be a hyphen or a dash, the zero before a point may be missing. */
export function toNumber(printed: string): number {
  return Number(printed.replace(/^[−–]/, '-'))
}

export function decimals(printed: string): number {
  return printed.includes('.') ? printed.length - printed.indexOf('.') - 1 : 0
}

function slack(value: number, printed: string): number {
  return 10 ** -decimals(printed) / 2 + Math.abs(value) * 1e-9
}

function show(number: number): string {
  return String(number).replace('-', '−')
}
