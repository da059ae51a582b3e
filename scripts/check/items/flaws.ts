import type { ItemFlaw, WrittenItem } from './written-item.ts'
import { wordsOf } from '../prose/words.ts'

/*
 * Flaws in single items after the National Board of Medical Examiners, "NBME Item-Writing Guide" (2021), chapters on
 * technical flaws: those that help the test-wise and those that add needless difficulty.
 */

type FindFlaws = (item: WrittenItem) => ItemFlaw[]

const isOneBest = (item: WrittenItem) => item.type === 'single'
const hasOptions = (item: WrittenItem) => item.options.length > 0 && item.type !== 'true-false'

export const allOrNone: FindFlaws = item => !hasOptions(item)
  ? []
  : item.options.flatMap((option, index) => /^(?:all|none|any|neither)(?: one)? of (?:the )?(?:above|these|them|the (?:other|preceding|following)(?: \p{L}{2,15})?|the options)\b|^(?:all|both|none) (?:are |is )?(?:correct|right|true|wrong|false|apply)\b|^(?:all|none) of (?:them|these|the above) (?:are|is)\b/iu.test(option.text)
      ? { at: { option: index }, message: `"${option.text}" is answered by knowing a part of the others.`, mend: 'Write an option of its own, or use a multiple-answer item ("select=all").' }
      : [])

export const combinedOptions: FindFlaws = item => !hasOptions(item)
  ? []
  : item.options.flatMap((option, index) => /^(?:[Bb]oth |[Oo]nly |[Nn]either |[Ee]ither )?(?:[Oo]ptions? )?\(?(?:[A-Ea-e1-5]|I{1,3}|IV)\)?,? (?:and|or|nor|&) \(?(?:[A-Ea-e1-5]|I{1,3}|IV)\)?(?: only| are correct| alone)?\.?$|^\(?[A-Ea-e1-5]\)?, ?\(?[A-Ea-e1-5]\)?,? (?:and|or) \(?[A-Ea-e1-5]\)?(?: only)?\.?$/u.test(option.text.trim())
      ? { at: { option: index }, message: `"${option.text}" combines other options, and options are shuffled.`, mend: 'Write the answers out, or use a multiple-answer item ("select=all").' }
      : [])

export const negativeStem: FindFlaws = (item) => {
  if (!hasOptions(item))
    return []
  const match = /\b(?:NOT|EXCEPT|LEAST|NEVER)\b|\b[Aa]ll of the following\b[^?]{1,80}\b[Ee]xcept\b|\b(?:[Ww]hich|[Ww]hat)\b[^?.]{1,100}\b(?:is not|are not|isn['’]t|was not|were not|does not|do not|did not|cannot|would not|should not|must not|is false|are false|is untrue|is incorrect|is wrong|is least|least likely)\b|\b[Ee]xcept:?$/u.exec(item.stem.trimEnd())
  // "Which conclusion does the interval not support" is negative; "a patient who does not smoke" in the vignette is none.
  return match ? [{ at: 'stem', message: `The stem asks for what does not hold ("${match[0].split(' ').slice(-3).join(' ')}"): readers overlook the negation.`, mend: 'Ask for what is right, or use a multiple-answer item with the right statements.' }] : []
}

const ABSOLUTE = /\b(?:always|never|completely|totally|absolutely|entirely|invariably|impossible|in every (?:case|patient)|in all (?:cases|patients)|without exception|under no circumstances|no patient (?:ever|should)|guaranteed|100 ?%)\b/iu

export const absoluteTerm: FindFlaws = item => !hasOptions(item)
  ? []
  : item.options.flatMap((option, index) => {
      const match = ABSOLUTE.exec(option.text)
      // In the key, an absolute word is a fact; in all options alike it gives nothing away.
      return match && !option.key && !item.options.some(other => other.key && ABSOLUTE.test(other.text)) && item.options.filter(other => ABSOLUTE.test(other.text)).length < item.options.length - 1
        ? [{ at: { option: index }, message: `"${match[0]}" gives the option away as wrong: little in medicine is absolute.`, mend: 'Say it without the absolute word, so that it has to be judged by its content.' }]
        : []
    })

export const vagueFrequency: FindFlaws = item => !hasOptions(item)
  ? []
  : item.options.flatMap((option, index) => {
      const match = /^(?:very |quite )?(?:usually|often|sometimes|frequently|rarely|occasionally|commonly|seldom|generally|many|some|few|most)\.?$/iu.exec(option.text.trim()) ?? /\b(?:usually|frequently|sometimes|occasionally|seldom)\b/iu.exec(option.text)
      return match ? [{ at: { option: index }, message: `"${match[0]}" means another frequency to every reader.`, mend: 'Give a number or a range.' }] : []
    })

/** NBME and the CME rules of this project: more than 1.5 times the mean distractor; short options vary by chance. */
export const longKey: FindFlaws = (item) => {
  if (!isOneBest(item) || item.options.length < 3)
    return []
  const index = item.options.findIndex(option => option.key)
  const key = item.options[index]
  if (!key)
    return []
  const others = item.options.filter(option => !option.key).map(option => option.text.length)
  const mean = others.reduce((sum, length) => sum + length, 0) / others.length
  return key.text.length > 1.5 * mean && key.text.length - mean > 20 && key.text.length > Math.max(...others) + 12
    ? [{ at: { option: index }, message: `The key has ${key.text.length} characters, the distractors ${Math.round(mean)} on average: the longest option is often the key.`, mend: 'Make the options equally long; move the reason into the rationale.' }]
    : []
}

const SINGULAR = /\b(?:is|was|has|does) (?:called )?(?:an?|the)\s*(?:[:_…]+\s*)?$|\ban?\s*(?:[:_…]+\s*)?$/iu

/** A stem without the blanks, points and spaces that it ends in. */
function withoutEnd(stem: string): string {
  let end = stem.length
  while (end > 0 && '_…: \n\t'.includes(stem[end - 1]!))
    end--
  return stem.slice(0, end)
}

export const grammaticalCue: FindFlaws = (item) => {
  if (!hasOptions(item) || item.type !== 'single')
    return []
  const stem = withoutEnd(item.stem)
  const article = /\b(an?)$/iu.exec(stem)?.[1]?.toLowerCase()
  if (article) {
    const vowel = (text: string) => /^(?:[aeio]|u(?!ni|ri|ro|se|su|ti)|h(?:our|onest))/iu.test(text) || /^[AEFHIL-ORSX](?:[A-Z\d]|\b)/u.test(text)
    const fits = item.options.map(option => vowel(option.text) === (article === 'an'))
    const misfits = item.options.flatMap((option, index) => !fits[index] && !option.key ? [index] : [])
    if (misfits.length > 0 && item.options.some((option, index) => option.key && fits[index]))
      return [{ at: 'stem', message: `The stem ends in "${article}", which ${misfits.length === 1 ? 'one distractor does' : `${misfits.length} distractors do`} not follow.`, mend: 'Put the article into the options, or ask a whole question.' }]
  }
  // "Which drugs …": a plural asked for, one plural option.
  if (!item.stem.trimEnd().endsWith('?') && !SINGULAR.test(stem)) {
    const begins = item.options.map(option => /^(?:is|are|was|were|has|have|to|by|it|they|the|an?|in|on|with|for|of|\p{Ll}+(?:s|ed|ing))\b/u.test(option.text))
    const key = item.options.findIndex(option => option.key)
    if (key >= 0 && item.options.length > 2 && begins.filter(Boolean).length === 1 && begins[key])
      return [{ at: { option: key }, message: 'Only the key continues the sentence of the stem grammatically.', mend: 'Write all options so that each could follow the stem.' }]
  }
  return []
}

/** Words that stems and keys share without telling anything. */
const COMMON = new Set('patient patients woman women naltrexone treatm treatment therapy disease clinical evidence statement which study studies trial trials placebo result results effect dose doses daily before after answer report reports difference'.split(' ').map(stemOf))

/** A telling word of the stem that comes back in the key alone. */
export const clang: FindFlaws = (item) => {
  if (!isOneBest(item) || item.options.length < 3)
    return []
  const telling = (text: string) => new Set(wordsOf(text).flatMap(word => word.lower.split(/[-–‑/]/)).map(stemOf).filter(word => word.length >= 6 && !COMMON.has(word)))
  const stem = telling(`${item.stem}`)
  const index = item.options.findIndex(option => option.key)
  const key = item.options[index]
  if (!key)
    return []
  const distractors = item.options.filter(option => !option.key).map(option => telling(option.text))
  const cue = [...telling(key.text)].find(word => stem.has(word) && distractors.every(words => !words.has(word)))
  return cue
    ? [{ at: { option: index }, message: `The key alone repeats a word of the stem ("${wordsOf(key.text).find(word => word.lower.split(/[-–‑/]/).map(stemOf).includes(cue))?.text ?? cue}").`, mend: 'Use another word in the key, or the same one in a distractor.' }]
    : []
}

function stemOf(word: string): string {
  return word.replace(/['’]s$/, '').replace(/(?:ing|ed|es|s|ly|al|ion|ions)$/, '')
}

/** The key holds what most options have in common: three parts, each found in other options. */
export const convergence: FindFlaws = (item) => {
  if (!isOneBest(item) || item.options.length < 4)
    return []
  const parts = item.options.map(option => option.text.split(/,| and | plus |;/u).map(part => part.trim().toLowerCase()).filter(part => part.length > 2))
  const index = item.options.findIndex(option => option.key)
  if (index < 0 || !parts.every(list => list.length === parts[0]!.length && list.length >= 2))
    return []
  const shared = parts.map((list, own) => list.reduce((sum, part) => sum + parts.filter((other, at) => at !== own && other.includes(part)).length, 0))
  const most = Math.max(...shared)
  return shared[index] === most && shared.filter(count => count === most).length === 1 && most >= 3
    ? [{ at: { option: index }, message: 'The key holds the parts that most other options hold: it can be found by counting.', mend: 'Let each part occur equally often, or ask for one part.' }]
    : []
}

const OPPOSITES = ['increase decrease', 'increases decreases', 'increased decreased', 'higher lower', 'more less', 'rises falls', 'agonist antagonist', 'hyper hypo', 'activates inhibits', 'activation inhibition', 'raises lowers', 'positive negative', 'safe unsafe', 'effective ineffective', 'stimulates inhibits', 'starts stops', 'start stop', 'upregulation downregulation', 'contraindicated indicated', 'longer shorter', 'better worse', 'true false', 'yes no', 'active inactive', 'present absent', 'agree disagree', 'acute chronic', 'reversible irreversible'].map(pair => pair.split(' ') as [string, string])

/** Two options that differ in one word and its opposite, the key one of them: the others are never chosen. */
export const oppositePair: FindFlaws = (item) => {
  if (!isOneBest(item) || item.options.length < 4)
    return []
  const texts = item.options.map(option => wordsOf(option.text).map(word => word.lower))
  for (let one = 0; one < texts.length; one++) {
    for (let other = one + 1; other < texts.length; other++) {
      const [a, b] = [texts[one]!, texts[other]!]
      if (a.length !== b.length || !(item.options[one]!.key || item.options[other]!.key))
        continue
      const differing = a.flatMap((word, at) => word === b[at] ? [] : [[word, b[at]!] as const])
      const pair = differing.length === 1 && OPPOSITES.find(([low, high]) => (differing[0]![0] === low && differing[0]![1] === high) || (differing[0]![0] === high && differing[0]![1] === low))
      // Two pairs of opposites are a fair item of four.
      const rest = texts.filter((_, at) => at !== one && at !== other)
      const alsoPaired = rest.length === 2 && rest[0]!.length === rest[1]!.length && rest[0]!.filter((word, at) => word !== rest[1]![at]).length === 1
      if (pair && !alsoPaired)
        return [{ at: { option: item.options[one]!.key ? one : other }, message: `Two options are opposites ("${differing[0]![0]}" and "${differing[0]![1]}") and one of them is the key: the others need not be read.`, mend: 'Use two such pairs, or none.' }]
    }
  }
  return []
}

/** Options that are all numbers stand in order, so that nobody has to search. */
export const unsortedNumbers: FindFlaws = (item) => {
  if (!hasOptions(item) || item.options.length < 3)
    return []
  const numbers = item.options.map(option => leadingQuantity(option.text))
  if (numbers.includes(undefined))
    return []
  const values = numbers as { value: number, unit: string }[]
  if (new Set(values.map(({ unit }) => unit)).size > 1)
    return []
  const rising = values.every(({ value }, index) => index === 0 || value >= values[index - 1]!.value)
  const falling = values.every(({ value }, index) => index === 0 || value <= values[index - 1]!.value)
  return rising || falling ? [] : [{ at: { option: 0 }, message: 'The numbers are not in order.', mend: 'Sort the options by size, and leave options of this item unshuffled if your quiz shuffles.' }]
}

/** "4.5 mg", "7 to 10 days", "about 30%": the number it begins with and its unit; undefined for other texts. */
function leadingQuantity(text: string): { value: number, unit: string } | undefined {
  const match = /^(?:about |less than |more than |at least |approximately |nearly |over |under )?[-−]?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,6})?(?: ?(?:to|–|-) ?\d{1,9}(?:\.\d{1,6})?)? ?([%gL]|mcg|mg|kg|mL|hours?|days?|weeks?|months?|years?|minutes?|points?|patients|women|men|participants)?\.?$/iu.exec(text.trim().replace(/^[−-]/, ''))
  if (!match)
    return undefined
  const sign = /^[−-]/.test(text.trim()) ? -1 : 1
  const unit = (match[3] ?? '').toLowerCase().replace(/s$/, '')
  const scale = unit === 'mcg' ? 1e-3 : unit === 'g' ? 1e3 : unit === 'kg' ? 1e6 : 1
  const dimension = ['mcg', 'mg', 'g', 'kg'].includes(unit) ? 'mass' : unit
  return { value: sign * scale * Number(`${match[1]!.replace(/,/g, '')}${match[2] ?? ''}`), unit: dimension }
}

export const optionCount: FindFlaws = (item) => {
  if (item.type !== 'single' && item.type !== 'multiple')
    return []
  const { length } = item.options
  if (length < 3)
    return [{ at: 'stem', message: `${length} options: guessing is right every other time.`, mend: 'Write three to five options, or make it a true-false item.' }]
  const limit = item.type === 'multiple' ? 8 : 5
  return length > limit ? [{ at: 'stem', message: `${length} options: more than anybody holds in mind, and the last ones are rarely chosen.`, mend: `Keep the best ${limit === 5 ? 'three to five' : 'eight or fewer'}.` }] : []
}

/** A stem that asks nothing cannot be answered with the options covered. */
export const noQuestion: FindFlaws = (item) => {
  if (item.type !== 'single' && item.type !== 'multiple')
    return []
  const stem = item.stem.trim()
  const asks = /\?/.test(stem) || item.detail.trimEnd().endsWith('?')
    || /^(?:select|choose|identify|match|order|rank|pick|mark|name|complete|calculate|find|decide|indicate|give|put|classify)\b/iu.test(stem)
    || /\b(?:select|choose) (?:the|one|all|those|two|three|every)\b/iu.test(stem)
  const completes = /(?:…|\.\.\.|:|__)$/.test(stem) && stem.split(/\s+/).length >= 6
  return asks || completes ? [] : [{ at: 'stem', message: 'The stem asks no question: it cannot be answered with the options covered.', mend: 'Write a whole question that ends in "?", and leave only short answers to the options.' }]
}

/** An item that gives another away or needs its answer. */
export const hinged: FindFlaws = (item) => {
  const match = /\b(?:in|from|of|to|see|as in|based on|refer(?:ring)? to) (?:the |your )?(?:answer (?:to|of) )?(?:the )?(?:previous|preceding|last|above|next|following|earlier) (?:questions?|items?)\b|\bthe same (?:patient|trial|study) as (?:in|above|before)\b|\b(?:question|item) \d{1,2}\b/iu.exec(`${item.stem} ${item.detail}`)
  return match ? [{ at: match.index < item.stem.length ? 'stem' : 'detail', message: `"${match[0]}" leans on another item, and items are shuffled.`, mend: 'Say everything that is needed here, or put the items below one vignette (a case).' }] : []
}
