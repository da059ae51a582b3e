import type { Hit } from './hit.ts'
import { sentencesOf } from './sentences.ts'

/*
 * A relative effect alone, "cut the risk by 25%", sounds the same whether the risk was 40% or 0.4%. CONSORT 2025 and
 * the GRADE handbook ask for both; so does every guide to talking with patients.
 */

const RISK = String.raw`(?:relative |overall |absolute |yearly |annual |mean )?(?:risks?|odds|hazards?|rates?|mortality|incidence|chances?|likelihood|probability|relapses|deaths|strokes|events|infections|fractures|falls|hospitali[sz]ations|admissions|exacerbations|recurrences|infarctions|attacks|seizures|complications)`
const FALL = String.raw`(?:reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)?|cut(?:s|ting)?|decreas(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|fell|dropp?(?:s|ed)?|declin(?:e|es|ed))`
const PERCENT = String.raw`\d{1,3}(?:\.\d{1,2})? ?(?:%|percent|per cent)`

const RELATIVE = [
  // "cut the relative risk of stroke by 25%", "the risk of death was reduced by 34%"
  new RegExp(String.raw`\b${FALL} (?:[\p{L}-]{1,20} ){0,3}?${RISK}(?: [\p{L}-]{1,20}){0,6}? (?:by|of) (?:about |nearly |almost |up to |over |more than )?${PERCENT}`, 'giu'),
  new RegExp(String.raw`\b${RISK}(?: [\p{L}-]{1,20}){0,6}? (?:(?:was|were|is|are|has been|had been|have been) )?(?:[\p{L}-]{1,15} )?${FALL}(?: [\p{L}-]{1,20}){0,3}? by (?:about |nearly |almost |up to |over |more than )?${PERCENT}`, 'giu'),
  // "a 34% reduction in mortality", "30% lower risk", "40% fewer relapses"
  new RegExp(String.raw`${PERCENT} (?:relative )?(?:risk )?(?:reduction|decrease|increase|drop|rise|fall) in (?:the )?(?:[\p{L}-]{1,20} ){0,3}?${RISK}`, 'giu'),
  new RegExp(String.raw`${PERCENT} relative (?:risk )?(?:reduction|decrease|increase)`, 'giu'),
  new RegExp(String.raw`${PERCENT} (?:lower|higher|greater|fewer|more|less|smaller|reduced|increased) (?:[\p{L}-]{1,20} ){0,2}?${RISK}`, 'giu'),
  new RegExp(String.raw`${PERCENT} (?:less|more) likely`, 'giu'),
  // "doubled the odds", "twice the chance", "three times as likely", "a twofold risk"
  new RegExp(String.raw`\b(?:doubl|halv|tripl|quadrupl)(?:e|es|ed|ing) (?:[\p{L}-]{1,20} ){0,3}?${RISK}`, 'giu'),
  new RegExp(String.raw`\b${RISK}(?: [\p{L}-]{1,20}){0,6}? (?:was|were|is|are|has|have|had)(?: been)? (?:nearly |almost |more than |about )?(?:doubled|halved|tripled|quadrupled)`, 'giu'),
  new RegExp(String.raw`\b(?:twice|half|double|triple|\d{1,2}(?:\.\d)?[ -]?times|(?:two|three|four|five|ten)[ -]times|(?:two|three|four|five|ten|\d{1,2})-?fold) (?:[\p{L}-]{1,20} ){0,3}?(?:${RISK}|(?:as|more|less) likely)`, 'giu'),
]

const ABSOLUTE = new RegExp([
  String.raw`\babsolute (?:risk|difference|reduction|increase|benefit|effect|rate|numbers? (?:was|were|of)|terms)|\(absolute\b`,
  String.raw`\bpercentage points?\b`,
  String.raw`\bNN[TH]\b|\bnumber needed to\b`,
  // "from 10% to 6%", "from 10 in 1,000 to 6 in 1,000"
  String.raw`\bfrom \d{1,5}(?:[.,]\d{1,3})? ?(?:%|percent|in |per |of )`,
  // two shares, "2.1% and 2.8%", "12% vs 18%", "12% against 18%"
  String.raw`\d ?%[^.;!?]{0,60}?\b(?:and|vs\.?|versus|against|or|compared (?:with|to)|than|to)\b[^.;!?]{0,40}?\d ?%`,
  // "12 of 100", "6 in 1,000", "0/22", "6 per 1,000"
  String.raw`\b\d{1,5} (?:of|in|per|out of) (?:the |every )?\d{1,3}(?:,\d{3})*\b`,
  String.raw`\b\d{1,5}/\d{1,6}\b`,
  String.raw`\bone (?:in|of|out of) (?:every )?(?:\d|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|a hundred|a thousand|hundred)`,
].join('|'), 'iu')

/** A part of every relative effect, so that most texts need no second look. */
const ANY = /\d ?(?:%|percent|per cent)|doubl|halv|tripl|quadrupl|twice|\bhalf|times|fold/iu

/** Sentences about something else: a definition, or what a test asks. */
const NOT_A_RESULT = /\?["”’)\]]*$|\b(?:compares?|means?|defined|definition|suppose|imagine|whether|no evidence|if)\b/iu

/**
 * Relative effects for which no absolute one is given.
 * @param text what is looked at.
 * @param around everything a reader sees at the same time; an absolute effect there is enough.
 */
export function relativeEffectHits(text: string, around: string = text): Hit[] {
  if (!ANY.test(text))
    return []
  const isMet = ABSOLUTE.test(withoutRelative(around))
  if (isMet)
    return []
  const hits: Hit[] = []
  for (const { text: sentence, start } of sentencesOf(text)) {
    if (NOT_A_RESULT.test(sentence))
      continue
    const first = RELATIVE.flatMap(pattern => [...sentence.matchAll(pattern)]).sort((a, b) => a.index - b.index)[0]
    if (first) {
      hits.push({
        start: start + first.index,
        end: start + first.index + first[0].length,
        message: `"${first[0]}" is a relative effect; how large the risk was to begin with is not said.`,
        mend: 'Add the absolute effect: the risk in both groups, the difference in percentage points, or the number needed to treat.',
      })
    }
  }
  return hits
}

/** The relative effects taken out, so that their own numbers do not count as absolute. */
function withoutRelative(text: string): string {
  return RELATIVE.reduce((rest, pattern) => rest.replace(pattern, ' '), text)
}
