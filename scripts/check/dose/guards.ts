import type { CourseText } from '../course-text.ts'
import type { TextPiece } from '../text/text-piece.ts'

/** A place that may be an error-prone notation. */
export interface NotationPlace {
  text: string
  start: number
  end: number
  match: RegExpExecArray
  piece: TextPiece
  document: CourseText
}

/** True where what looks like a dose is none. */
export type Guard = (place: NotationPlace) => boolean

/** The text before and after, at most so many characters. */
export function before({ text, start }: NotationPlace, length = 60): string {
  return text.slice(Math.max(0, start - length), start)
}

export function after({ text, end }: NotationPlace, length = 60): string {
  return text.slice(end, end + length)
}

/** The sentence around, at most 200 characters each way. */
export function around(place: NotationPlace): string {
  const left = before(place, 200)
  const right = after(place, 200)
  const from = Math.max(left.lastIndexOf('. '), left.lastIndexOf('; '), left.lastIndexOf('? '))
  const to = /[.;?!] |$/.exec(right)!.index
  return left.slice(from < 0 ? 0 : from + 2) + place.text.slice(place.start, place.end) + right.slice(0, to)
}

/** What is measured in blood, urine, breath or a function test, and vital signs. */
const ANALYTES = /\b(?:creatinine|sCr|eGFR|GFR|HbA1c|A1c|glucose|glyca?emia|LDL|HDL|LDL-C|HDL-C|cholesterol|triglycerides?|potassium|sodium|magnesium|calcium|phosph(?:ate|orus)|chloride|bicarbonate|lactate|troponin|BNP|NT-proBNP|TSH|free T[34]|ferritin|transferrin|hemoglobin|haemoglobin|ha?ematocrit|Hgb|Hb|Hct|platelets?|WBC|leu[ck]ocytes|neutrophils|ANC|INR|CRP|hs-CRP|ESR|D-dimer|PSA|bilirubin|albumin|albuminuria|UACR|UPCR|ALT|AST|GGT|ALP|LDH|CK|amylase|lipase|urate|uric acid|urea|BUN|cortisol|estradiol|testosterone|insulin level|prolactin|AMH|FSH|hCG|CEA|CA[ -]?125|CA[ -]?19-9|AFP|IgE|IgG|IgA|anti-\w{1,10}|antibod(?:y|ies)|titers?|titres?|viral load|HBV DNA|HCV RNA|HIV RNA|fibrinogen|procalcitonin|homocysteine|folate|B12|25-?\(?OH\)?|calcidiol|level|levels|trough|troughs|peak|serum|plasma|blood|urine|urinary|concentrations?|Cmax|AUC|clearance|SpO2|SaO2|PaO2|saturation|FiO2|LVEF|EF|ejection fraction|FEV1|FVC|BMI|QTc|pH|anion gap|osmolality|calprotectin|lab|labs|laboratory|reference range|normal range|ng\/dL|assay|limit of detection)\b/i
const PER_VOLUME = /^\s?\/\s?(?:d?L|mL|ml|dl|l|mmol|g\b|m3|m³|mg\b|100|mm)/

/** A value from a laboratory: per volume, or an analyte named shortly before. */
export const isLaboratoryValue: Guard = place => PER_VOLUME.test(after(place, 12)) || ANALYTES.test(before(place, 45))

/** Per volume only, for rules that have no number of their own. */
export const isPerVolume: Guard = place => PER_VOLUME.test(after(place, 12))

/** A value of a statistic: p, r, a ratio, an interval. */
export const isStatistic: Guard = place => /(?:\b(?:[Pprdgtkz]|SD|SE|SEM|CI|HR|OR|RR|SMD|MD|AUC|ICC|beta|alpha|kappa|I2)|[αβκχρηI]²?)\s?(?:[=<>≤≥:]|of|was|is)?\s?[-−–(]?$/.test(before(place, 20))

export const isTemperature: Guard = place => /^\s?°?\s?[CF]\b/.test(after(place, 5))

/** Words that say that a text is about notation: it names the abbreviation, and nobody doses by it. */
const ABOUT_NOTATION = /\b(?:abbreviations?|acronyms?|notations?|misread(?:ing)?|mistaken for|confused with|read as|do[- ]not[- ]use|error-prone|spell(?:ed)? out|stands for|writ(?:es?|ten|ing) out|not written|(?:never|not|avoid|without|instead of|rather than|stop|forbids?|bans?|banned|prohibits?) (?:write|writing|writes|use|using|uses|type|typing)\b|(?:instead of|rather than|in place of|replaces?|never|not) ["“'‘])/i
const QUOTES: Record<string, string> = { '"': '"', '“': '”', '‘': '’', '\'': '\'' }

/** Named rather than used: in a sentence about notation, or alone in quotation marks where a sentence speaks of words. */
export function isMentioned(place: NotationPlace): boolean {
  const sentence = around(place)
  if (ABOUT_NOTATION.test(sentence) || isAnswerAboutNotation(place))
    return true
  return isQuoted(place) && /\b(?:write|writes|wrote|written|sign|signs|symbol|unit|word|words|letters?|said|says|slide|lecture|means?|meant|after|point|zero|term)\b/i.test(sentence.replace(/["“‘'][^"”’']{0,60}["”’']/g, ''))
}

const ASKS_FOR_NOTATION = /\b(?:ways? (?:to|of) writ(?:e|ing)|how (?:to|do you|should)\b[^.?]{1,40}\bwrit|written (?:safely|correctly|unsafely|wrongly|as it should)|(?:safe|unsafe|correct|wrong|error-prone) (?:notation|prescription|order)|(?:prescription|order|dose)s? (?:is|are) (?:safe|unsafe|correct|wrong|written|complete))/i

/** An answer of a quiz item that asks how a dose is written: its wrong answers are wrong on purpose. */
function isAnswerAboutNotation({ piece, document }: NotationPlace): boolean {
  if (piece.item === undefined || piece.key === true)
    return false
  const stem = document.pieces.find(other => other.file === piece.file && other.item === piece.item && other.kind === 'stem')
  return stem !== undefined && (ASKS_FOR_NOTATION.test(stem.text) || ABOUT_NOTATION.test(stem.text))
}

/** Within quotation marks that hold at most 60 characters. */
function isQuoted({ text, start, end }: NotationPlace): boolean {
  const left = text.slice(Math.max(0, start - 40), start)
  const open = Math.max(...Object.keys(QUOTES).map(quote => left.lastIndexOf(quote)))
  if (open < 0)
    return false
  return text.slice(end, end + 40).includes(QUOTES[left[open]!]!)
}

/** A guard for words that come right before, right after, or near. */
export function precededBy(pattern: RegExp, length = 40): Guard {
  return place => pattern.test(before(place, length))
}

export function followedBy(pattern: RegExp, length = 40): Guard {
  return place => pattern.test(after(place, length))
}

export function near(pattern: RegExp, length = 80): Guard {
  return place => pattern.test(before(place, length)) || pattern.test(after(place, length))
}

/** A headline or a warning in capitals only: its letters abbreviate nothing. */
export const isInCapitals: Guard = place => /^[\s\d.,]*[A-Z]{3,}(?![a-z])/.test(after(place, 30)) && /[A-Z]{4,}(?:[^a-z]|mc?g){0,40}$/.test(before(place, 60))
