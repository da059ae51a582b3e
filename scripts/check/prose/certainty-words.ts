import type { Hit } from './hit.ts'
import { sentencesOf } from './sentences.ts'

/** Certainty of the evidence in the words of GRADE. */
export type Grade = 'high' | 'moderate' | 'low' | 'very-low'

/** Words that leave no doubt. */
const SURE = /\b(?:proves?|proven|proved|definite(?:ly)?|clearly|certainly|undoubtedly|unquestionabl[ey]|conclusively|conclusive|beyond doubt|without (?:any )?doubt|no doubt|established|guarante(?:es|ed)|always (?:works?|helps?)|cures?|indisputabl[ey]|unequivocal(?:ly)?|confirms? that|well[- ]proven|settled)\b/giu
/** What turns them around or makes them about something else. */
const DENIED = /\b(?:not|no|never|nothing|nobody|none|without|cannot|can['’]t|isn['’]t|doesn['’]t|neither|nor|un(?:likely|clear)|far from|yet to|hardly|rather than|whether|if|until|before|instead of|hasn['’]t|haven['’]t|few|too|once|replace|replacing)\b[^.;:!?]{0,40}$/iu
/** Before an adjective: it describes something else, as in "a proven therapy". */
const DESCRIBED = /\b(?:an?|the|any|other|another|of|with|for|to|and|well) $/iu
const ADJECTIVE = /^(?:proven|established|definite|conclusive|settled)$/iu
/** Words of doubt, which a high certainty does not need. */
const UNSURE = /\b(?:may|might|could|perhaps|possibly)\b/giu

const STATED: [Grade, RegExp][] = [
  ['very-low', /\bvery[- ]low[- ]certainty\b|\bcertainty(?: of (?:the )?evidence)?(?: is| was|:| \(GRADE\))? ?(?:rated )?very low\b|⊕[◯○]{3}/iu],
  ['low', /\blow[- ]certainty\b|\bcertainty(?: of (?:the )?evidence)?(?: is| was|:| \(GRADE\))? ?(?:rated )?low\b|⊕⊕[◯○]{2}/iu],
  ['moderate', /\bmoderate[- ]certainty\b|\bcertainty(?: of (?:the )?evidence)?(?: is| was|:)? ?(?:rated )?moderate\b|⊕{3}[◯○]/iu],
  ['high', /\bhigh[- ]certainty\b|\bcertainty(?: of (?:the )?evidence)?(?: is| was|:)? ?(?:rated )?high\b|⊕{4}/iu],
]

/** The certainty that a text states; undefined when it states none or several. */
export function statedGrade(text: string): Grade | undefined {
  const rest = text.replace(/\bof low to very low certainty\b/giu, 'low certainty')
  const found = STATED.filter(([grade, pattern]) => pattern.test(grade === 'low' ? rest.replace(/\bvery[- ]low/giu, 'very') : rest)).map(([grade]) => grade)
  return found.length === 1 ? found[0] : undefined
}

/** Words that are surer than the evidence, or less sure than it allows. */
export function certaintyHits(text: string, grade: Grade): Hit[] {
  return sentencesOf(text).flatMap(({ text: sentence, start }) => {
    if (/\?["”’)\]]*$/.test(sentence))
      return []
    if (grade === 'low' || grade === 'very-low') {
      return [...sentence.matchAll(SURE)]
        .filter((match) => {
          const before = sentence.slice(Math.max(0, match.index - 120), match.index)
          return !DENIED.test(before) && !(ADJECTIVE.test(match[0]) && DESCRIBED.test(before))
        })
        .map(match => ({
          start: start + match.index,
          end: start + match.index + match[0].length,
          message: `"${match[0]}" is surer than the evidence, whose certainty is given as ${grade === 'low' ? 'low' : 'very low'}.`,
          mend: grade === 'low' ? 'GRADE says "may" for low certainty, for example "may reduce pain slightly".' : 'GRADE says "it is uncertain whether" for very low certainty.',
        }))
    }
    if (grade === 'high') {
      return [...sentence.matchAll(UNSURE)].slice(0, 1).map(match => ({
        start: start + match.index,
        end: start + match.index + match[0].length,
        message: `"${match[0]}" is less sure than the evidence, whose certainty is given as high.`,
        mend: 'GRADE uses no word of doubt for high certainty, for example "reduces deaths"; or correct the grade.',
      }))
    }
    return []
  })
}
