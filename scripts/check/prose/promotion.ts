import type { Hit } from './hit.ts'
import { isCovered } from './is-covered.ts'

/*
 * Advertising has no place in accredited content, nor in any that calls itself education: ACCME Standards for Integrity
 * and Independence, Standard 2 (no marketing or sales) and Standard 4 (marketing kept apart). What asks the audience to
 * buy, visit or follow, and praise of a product, is found; the history, approval and price of a drug are not.
 */

interface Sign { pattern: RegExp, unless?: RegExp }

const SELLING: Sign[] = [
  { pattern: /\b(?:register|sign up|book|enroll|reserve your (?:seat|place)) (?:now|today|here|online|early|your|before|at|for (?:our|the next))\b/giu, unless: /\b(?:trial|registry|study|participants|patients|NCT)\b/iu },
  { pattern: /\b(?:join us|see you|meet us|come and see us|come visit us) (?:at|in|for|there|on|next|live)/giu, unless: /\b(?:post-?test|questions|discussion|course page|next (?:slide|module|part|section))\b/iu },
  { pattern: /\b(?:visit|stop by|drop by|come to|find us at|see us at) (?:us at |our |the )?(?:(?:company|exhibit|exhibition|exhibitor)(?: booth)?|booth|stand|web ?shop|web ?store|shop|online store|website to (?:order|buy)|our website)\b/giu },
  { pattern: /\b(?:shop|buy|order|purchase|subscribe|download) (?:now|today|here|online at|at our|from our|yours|at www)\b/giu },
  { pattern: /\b(?:follow|like|find|like and follow|connect with) us on \p{L}{2,20}/giu },
  { pattern: /\b(?:promo|promotion|promotional|discount|coupon|voucher|referral) codes?\b|\buse (?:the )?code [A-Z]{2,10}\d{1,4}\b/giu },
  { pattern: /\d{1,2} ?% (?:off|discount)\b|\bspecial (?:offer|price|discount)s?\b|\blimited[- ]time (?:offer|price)|\bmoney[- ]back guarantee|\bsatisfaction guaranteed|\bwhile (?:stocks|supplies) last|\bearly[- ]bird (?:price|rate|discount|registration)/giu, unless: /\b(?:off[- ]label|off (?:drug|treatment|opioids))\b/iu },
  { pattern: /\bfree (?:gifts?|samples?(?! (?:size|calculator|mean|variance))|trial (?:offer|pack|period)|starter (?:kits?|packs?)|lunch|dinner|drinks|copy of our|shipping|consultations?)\b/giu },
  { pattern: /\bask your (?:local )?(?:representative|rep|sales rep(?:resentative)?|drug rep|distributor|dealer)\b|\bcontact (?:your|our) (?:local )?(?:sales|representative|rep\b)|\bour (?:sales|product) (?:team|specialists?)\b/giu },
  { pattern: /\b[Ss]hameless [Pp]lug\b|\b(?:[Aa] )?[Ww]ord from our sponsors?\b|\b[Bb]rought to you by\b|\b(?:[Pp]roudly |[Kk]indly |[Gg]enerously )?(?:[Ss]ponsored|[Pp]owered|[Ss]upported) by (?!the (?:NIH|National|government|state|university|ministry)|National|NIH|an? |no |public|federal|investigators?\b)(?:\p{Lu}[\p{L}&.-]{1,25} ?){1,4}(?<!University ?|Foundation ?|Council ?|Institutes? ?|Society ?|Association ?)|\b[Pp]resented by (?:\p{Lu}[\p{L}&.-]{1,25} ){0,3}(?:Inc|Ltd|GmbH|AG|Corp|Pharma|Pharmaceuticals?|Biotech|Therapeutics|Laboratories|Labs|Company|Medical Devices)\b/gu },
  { pattern: /\b(?:the )?(?:no\. ?1|number one|#1|world['’]s (?:best|leading|first|most)|market[- ]leading|best[- ]selling|award[- ]winning|leading brand|revolutionary|miracle|wonder drug|game[- ]?changer|game[- ]?changing|breakthrough (?:product|drug)|state[- ]of[- ]the[- ]art product|unrivall?ed|second to none|best-in-class)\b/giu, unless: /\b(?:not an?|no|isn['’]t an?|neither|called|hailed|so-called|breakthrough therapy designation|cause of (?:death|disability)|killer)\b|["“”‘’]/iu },
  { pattern: /\bthe (?:best|safest|most effective|finest|most advanced|only)(?: and (?:the )?(?:best|safest|most effective|cheapest|finest))? (?:drug|product|brand|device|treatment|pharmacy|clinic|therapy|medicine|supplement|medication) (?:on the market|available|ever|in the world|you can buy|for you|money can buy)\b/giu, unless: /\bevidence\b/iu },
  { pattern: /\btry \p{Lu}\p{L}{2,20}[®™]?(?: today| now|!|,? (?:free|the new))/gu },
  { pattern: /\b(?:proud to (?:announce|present|offer|introduce)|introducing (?:the )?new|new from \p{Lu}|now available (?:at|from|in your)|available (?:now|today) (?:at|from)|order forms? (?:at|on|in)|gift cards?)/giu, unless: /\bgeneric\b/iu },
  { pattern: /\b(?:my|our) (?:new )?(?:book|clinic|practice|podcast|company|start-?up|course|webinar|newsletter|app)(?: is)? (?:available|on sale|opens|accepts?|takes|welcomes|now|launches|out now)/giu },
]

/** A brand's mark: the name of a product beside it is praise enough. */
const BRAND_MARK = /\p{Lu}[\p{L}\d-]{1,25} ?[®™]|\p{L}{2,25}®/gu
const ALLOWED_MARK = /\b(?:Credits?(?:\(s\))?|PRA|GRADE|H5P|MEDLINE|PubMed|ICD|SNOMED|CPT|LOINC|Cochrane|DSM|MedDRA|EQ-5D|SF-36|PROMIS|PDQ|MOC|Post-it|Category)\b/iu

/** A part of every sign, so that most texts need no second look. */
const ANY = /register|sign up|\bbook|enroll|reserve|join us|see you|meet us|visit|stop by|drop by|come to|find us|see us|shop|\bbuy\b|\border|purchase|subscribe|download|us on|connect|code|% ?(?:off|discount)|offer|price|discount|guarantee|while (?:stocks|supplies)|early[- ]bird|\bfree\b|\bask your|contact (?:your|our)|our (?:sales|product)|plug|sponsor|brought|(?:powered|presented|supported) by|number one|no\. ?1|#1|world['’]s|leading|selling|award|revolutionary|miracle|wonder|game|breakthrough|state[- ]of[- ]the|unrivall?ed|second to none|best|safest|finest|most (?:effective|advanced)|only|\btry\b|proud|introducing|new from|available|order form|gift|\b(?:my|our)\b/iu

/** What in a text advertises. */
export function promotionHits(text: string): Hit[] {
  if (!ANY.test(text))
    return []
  const hits: Hit[] = []
  for (const { pattern, unless } of SELLING) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      if (unless?.test(text.slice(Math.max(0, start - 50), end + 50)) || isCovered(hits, start, end) || /["“‘]/.test(text[start - 1] ?? ''))
        continue
      hits.push({ start, end, message: `"${match[0].trim()}" advertises.`, mend: 'Take it out: education is kept apart from promotion (ACCME Standards 2 and 4).' })
    }
  }
  return hits.sort((a, b) => a.start - b.start)
}

/** Trade names with their marks: ® and ™. */
export function brandMarkHits(text: string): Hit[] {
  if (!/[®™]/.test(text))
    return []
  return [...text.matchAll(BRAND_MARK)]
    .filter(match => !ALLOWED_MARK.test(match[0]) && !ALLOWED_MARK.test(text.slice(Math.max(0, match.index - 25), match.index)))
    .map(match => ({
      start: match.index,
      end: match.index + match[0].length,
      message: `"${match[0]}" carries a trade mark.`,
      mend: 'Write the generic name; where a trade name is needed, name those of several companies, without ® or ™ (ACCME Standard 2).',
    }))
}

/** Whether a picture is a company's logo, by its text and file name. */
export function isLogo(alt: string, source: string): boolean {
  const named = /\blogos?\b|\blogotype\b|\bwordmark\b/iu
  const inFile = /(?:^|[/_.-])logos?(?=[/_.\-\d]|$)/iu
  return named.test(alt) || inFile.test(source)
}

/** Statements of credit that only an accredited course may make. */
const CREDIT_CLAIM = /\b(?:AMA PRA Category|Category 1 Credits?|\d(?:\.\d{1,2})? (?:ANCC )?contact hours?|(?:jointly )?accredited (?:by|provider|for)|designates this|approved for (?:up to )?\d{0,3}(?:\.\d{1,2})? ?(?:\p{L}{1,12} ){0,4}(?:credits?|hours)|(?:earn|receive|claim|get) (?:up to )?\d{0,2}(?:\.\d{1,2})? ?(?:\p{L}{1,12} ){0,3}(?:CME|CE|CPD|CEU|contact)(?: (?:credits?|hours?|points?))?|(?:CME|CE|CPD|CEU) (?:credits?|points?|hours?) (?:are|is|will be|can be) (?:awarded|granted|given|earned|available|claimed))/giu
const CREDIT_DENIED = /\b(?:not|no|nor|never|neither|without|none|isn['’]t|aren['’]t|demonstration|whether|standards? for|standards?|criteri\w+|statement|wording|may not|says|asks|requires?|rules?)\b/iu

/** Credit statements of a text that do not say that there is none. */
export function creditClaimHits(text: string): Hit[] {
  const hits: Hit[] = []
  for (const match of text.matchAll(CREDIT_CLAIM)) {
    const around = text.slice(Math.max(0, match.index - 120), match.index + match[0].length + 80)
    const last = hits.at(-1)
    if (CREDIT_DENIED.test(around) || (last && match.index - last.end < 80))
      continue
    hits.push({ start: match.index, end: match.index + match[0].length, message: `"${match[0].trim()}" promises credit, and course.yaml says "accreditation: none".`, mend: 'Take the statement out, or set accreditation once the course is accredited.', severity: 'error' })
  }
  return hits
}

/** "AMA PRA Category 1 Credit" without the italics and the mark that the AMA asks for; Markdown is looked at. */
export function creditWordingHits(markdown: string): Hit[] {
  return [...markdown.matchAll(/AMA PRA Category 1 Credits?(?:\(s\))?/gu)].flatMap((match) => {
    const before = markdown.slice(Math.max(0, match.index - 4), match.index)
    const after = markdown.slice(match.index + match[0].length, match.index + match[0].length + 8)
    const isItalic = /(?:[*_]|<em>|<i>)$/.test(before)
    const isMarked = /^(?:[*_]|<\/em>|<\/i>)?™/.test(after)
    return isItalic && isMarked ? [] : [{ start: match.index, end: match.index + match[0].length, message: 'The AMA asks for its phrase in italics and with its mark.', mend: 'Write *AMA PRA Category 1 Credit(s)*™.' }]
  })
}
