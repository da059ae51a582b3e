import type { Part } from './sentences.ts'
import type { Word } from './words.ts'
import { sentencesOf } from './sentences.ts'
import { wordsOf } from './words.ts'

/** A sentence that states a result, and what gives it away. */
export interface Claim extends Part {
  /** For example "62% of patients" or "better than placebo". */
  cue: string
}

/*
 * A sentence counts as a claim when it states what an intervention does or what a study found, and asks to be believed:
 * an effect verb with a measure of health, a comparison with a control, a share of patients, a change from one number to
 * another, "significant". Questions, instructions, hypotheses, statements of ignorance, cases, and what a speaker says
 * as his own view are none. The lists are closed and matched word by word, so that time grows with the length of the text.
 */

/** Third person and past of verbs that say that something acts; without the plain form, which instructs. */
const EFFECT = forms(['reduce', 'lower', 'improve', 'increase', 'decrease', 'prevent', 'relieve', 'alleviate', 'attenuate', 'eliminate', 'cure', 'slow', 'raise', 'halve', 'double', 'triple', 'shorten', 'prolong', 'extend', 'diminish', 'enhance', 'suppress', 'worsen', 'delay', 'normalize', 'boost', 'ameliorate', 'mitigate', 'restore', 'accelerate', 'outperform', 'protect', 'help', 'benefit', 'cause', 'induce', 'abolish', 'ease', 'heal', 'clear', 'save', 'control', 'treat', 'reverse'], ['cut', 'cuts', 'rose', 'fell', 'dropped', 'drops', 'declined', 'falls', 'rises'])

/** The same verbs as plurals have them. */
const PLAIN = new Set('reduce lower improve increase decrease prevent relieve alleviate attenuate eliminate cure slow raise halve double shorten prolong enhance suppress worsen delay normalize boost cut outperform protect cause induce ease reverse'.split(' '))
const NO_PLURAL = new Set('is was has this thus its does always units mg doses times steps days weeks months years this'.split(' '))

/** Names of what is measured in people. Without one of these an effect verb is about something else. */
const MEASURE = new Set(`pain fatigue sleep mood itch pruritus nausea anxiety depression spasticity fever cough dyspnea
headache headaches migraine symptoms symptom relapse relapses relapsing remission response responders mortality death deaths survival
morbidity risk risks rate rates incidence odds hazard stroke strokes infarction infarctions infection infections fracture fractures
falls fall hospitalization hospitalizations admissions readmission readmissions exacerbation exacerbations flare flares
inflammation cytokines cytokine crp esr bmi weight pressure glucose hba1c a1c cholesterol ldl hdl triglycerides
disability function functioning mobility walking cognition memory quality severity score scores intensity progression recurrence recurrences tumor tumors
seizure seizures bleeding complications adverse withdrawal craving consumption use adherence wellbeing well-being
endorphins endorphin lesions lesion healing swelling stiffness tenderness insomnia dreams events event burden likelihood chance chances probability
cancer disease diseases dementia diabetes hypertension asthma patients symptomatic suffering need opioid opioids dose
plaques plaque lives recipients restenosis clots thrombosis embolism blood edema healthspan lifespan immunity antibodies viral load counts count clearance prevalence transmission toxicity
duration cold colds neuroinflammation outcome outcomes benefit benefits efficacy effectiveness tolerability delirium vomiting diarrhea constipation
attacks attack episodes episode ulcers ulcer wounds wound muscle strength fitness concentration stress distress allodynia hyperalgesia tolerance dependence sensitization`.split(/\s+/))

/** Verbs by which something is reported. */
const FOUND = new Set('had has have showed seen observed found reported experienced was were is are developed reached achieved'.split(' '))
const COMPARATIVE = new Set('better worse superior inferior more fewer less higher lower greater smaller larger shorter longer faster slower safer stronger milder worsening noninferior non-inferior equivalent effective'.split(' '))
const CONTROL = new Set('placebo control controls sham vehicle baseline comparator untreated standard usual amitriptyline methotrexate insulin metformin opioids morphine alternative alternatives surgery nonusers non-users monotherapy'.split(' '))
const PEOPLE = new Set('survivors nurses smokers doctors carers caregivers veterans mothers fathers babies newborns boys girls students workers athletes donors recipients runners drivers patients women men children people participants subjects adults individuals volunteers users cases respondents adolescents infants physicians clinicians residents them all'.split(' '))
const OUTCOME_VERB = forms(['respond', 'improve', 'report', 'experience', 'recover', 'relapse', 'stop', 'note', 'achieve', 'develop', 'discontinue', 'tolerate', 'prefer', 'remit', 'survive', 'die', 'withdraw', 'complete', 'feel', 'show', 'recall', 'sleep', 'benefit', 'worsen', 'need', 'require', 'suffer', 'fail', 'enter', 'reach', 'sustain', 'lose', 'gain'], ['respond', 'improve', 'report', 'experience', 'recover', 'relapse', 'discontinue', 'tolerate', 'survive', 'die', 'feel', 'benefit', 'worsen', 'fail', 'lose', 'gain', 'sleep', 'had', 'have', 'felt', 'slept', 'lost', 'withdrew', 'were', 'are', 'got', 'became', 'fell', 'did'])
/** What investigators do with people, before anything is found. */
const STUDIED = new Set('enrolled recruited included invited screened randomized randomised assigned excluded studied contributed analyzed interviewed'.split(' '))
const QUANTIFIER = new Set('most many half nearly almost majority two-thirds one-third three-quarters one-half third thirds quarter quarters all few'.split(' '))

/** Characters of the longest sentence that is read to its end. */
const LONGEST = 2000

/** Words that make a sentence something else than a statement to be believed. */
const HEDGE = new Set(`may might could would should whether if suppose assume imagine unless hypothesis hypothesized hypothesised hypothetical
hypothetically proposed theory theoretically unproven unknown unclear uncertain unlikely perhaps possibly presumably speculative untested conceivably
unstudied conflicting contested`.split(/\s+/))
const OWN_VIEW = /\b(?:(?:my|our|his|her|their|speaker['’]s|lecturer['’]s|editors?['’]|editor['’]s|author['’]s|authors['’]|personal|clinical|expert|own) (?:\w{1,20} )?(?:views?|opinion|experience|judgment|judgement|practice|impression|suggestion|inference|clinic|guess|belief)|in my hands|I (?:think|believe|find|suggest|expect)|we (?:think|believe|suggest)|we recommend|opinion:|expert consensus)/iu
const IGNORANCE = /\b(?:no (?:trial|trials|study|studies|evidence|data|source|published|controlled|randomi[sz]ed|guideline|one knows)\b|not (?:been )?(?:studied|tested|known|proven|shown|established|validated|confirmed|measured|examined)\b|nobody (?:has|knows)|nothing here|remains? to be|never been|has yet to|have yet to|does not (?:show|prove|mean|establish)|means? (?:that|an?|the)|(?:is|are) (?:defined|called|known as|measured|graded)|stands? for|do not (?:show|prove|mean|establish)|did not (?:test|measure)|cannot (?:show|prove|tell))/iu
const CASE = /^(?:case|example|vignette|scenario|objectives?|question|task|exercise|agenda|outline|goal|goals|aim|aims|hypothesis)\b[\s\d]{0,4}:/iu
const ONE_PATIENT = /\b(?:she|he|her|his|the patient|this patient|our patient|a patient|a woman|a man|mr|mrs|ms)\b/iu

/** Verbs that, at the beginning of a sentence, tell the reader to do something. */
const IMPERATIVE = new Set(`add adjust administer agree aim answer apply arrange ask assess assume avoid balance be begin bring calculate call change check choose cite combine compare confirm
consider continue convert count cut decide decrease define delay describe discuss document don't do double draw ensure estimate evaluate examine exclude explain find follow
get give go hold identify ignore improve include increase inform interpret keep know learn leave let let's limit list listen look lower make match measure mind minimize monitor move
name never note notice obtain offer open order pause pick place plan prefer prepare prescribe prevent promise protect provide put raise rank rate read recall recommend record reduce refer remember
repeat replace report rest review rule run say screen see seek select send set share show slow speak specify split start state stop store suggest summarize support switch take talk teach
tell test think titrate treat try turn use verify wait warn watch weigh withhold withdraw write`.split(/\s+/))

/** What is changed by a prescriber, not by a drug. */
const PRESCRIBED = new Set('dose doses dosage titration interval rate infusion volume frequency strength capsule capsules tablet tablets temperature price cost costs fee minutes'.split(' '))

/** Words that report what studies found, whatever it was. */
const REPORTED = /\b(?:studies|trials|research|evidence|data|(?:the )?literature|meta-analys[ei]s|experiments|surveys|guidelines) (?:have |has |had )?(?:\w{1,15}ly )?(?:shown?|shows?|showed|demonstrate[sd]?|suggests?|suggested|found|finds?|prove[sdn]?|confirm(?:s|ed)?|indicates?|indicated|reveal(?:s|ed)?)\b|\b(?:has|have|had) been (?:\w{1,15}ly )?(?:shown|proven|proved|demonstrated|found) to\b|\b(?:strong|good|solid|robust|clear|convincing|ample|growing|high-quality|overwhelming) evidence (?:that|for|of|supports?|shows?)\b|\b(?:clinically|scientifically|well) proven\b|\b(?:is|are|was|were) (?:\w{1,15}ly )?(?:associated with|linked to) (?:an? )?(?:\w{1,15}ly )?(?:fewer|more|less|lower|higher|better|worse|greater|longer|shorter|reduced|increased|improved|decreased|faster|slower|earlier)\b|\b(?:leads?|led|results?|resulted|contributes?|contributed) (?:to|in) (?:an? )?(?:\w{1,15}ly )?(?:fewer|less|lower|higher|better|worse|greater|longer|shorter|reduced|increased|improved|decreased|faster|slower|reduction|increase|improvement|decrease)\b/iu
/** How common something is, or how it ranks. */
const COMMON = /\b(?:is|are|was|were|remains?) (?:the|an?) (?:\w{1,15} )?(?:leading|most common|commonest|most frequent|main|major|principal|second|third) (?:preventable |treatable )?(?:causes?|reasons?|forms?|types?|symptoms?|complications?|side effects?|killers?|cancers?|infections?)\b|\b(?:\d{1,3}(?:\.\d)? ?(?:%|percent|per cent)|(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w{1,6})? (?:percent|per cent)) of (?:the |all |these |those )?(?:\w{1,20} ){0,3}?\w{2,20}s (?:\w{1,15} ){0,3}?(?:heal|resolve|recur|occur|clear|close|respond|improve|relapse|survive|die|persist|progress|regress|disappear|return|benefit|recover)(?:s|d|ed)?\b/iu
/** "as good as", "rarer with one than with the other", "gave lasting relief", "by 20 minutes". */
const COMPARED = /\b(?:twice|half|(?:two|three|four|five|six|ten|\d{1,2}) times|just|about|equally|nearly|almost|not)? ?as (?:good|effective|safe|common|likely|frequent|well tolerated|accurate|high|low|often|potent|toxic) (?:\w{1,12} )?(?:as|in|among|with|on)\b|\b(?:\p{L}{3,}er|(?:more|less) \p{L}{4,20}) (?:[\p{L}-]{1,20} ){0,4}than (?:with|in|for|on|after|among|under)\b|\b(?:gave|gives?|brought|brings?|provide[sd]?|produced?|produces) (?:\w{1,15} )?(?:relief|improvement|remission|protection)\b/iu
const BY_AN_AMOUNT = /\bby (?:about |nearly |almost |up to |more than )?(?:\d{1,4}(?:\.\d{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|half a) ?(?:minutes?|hours?|days?|weeks?|months?|years?|points?|mm ?Hg|kg|%|percent|mg\/dL|mmol\/L|cm)(?![\p{L}\d])/iu
/** Results that went nowhere are results. */
const NULL_RESULT = /\b(?:(?:did|does|do) not|fail(?:s|ed)? to) (?:\w{1,15}ly )?(?:reduce|improve|prevent|lower|increase|change|affect|alter|shorten|prolong|help|work|differ|relieve|slow)\b|\b(?:offer|offers|offered|had|has|have|showed|shows|found|was|were|is|are|brought|provides?|provided|gives?|gave) (?:no|little|only a small|a small|a large|a clear) (?:\w{1,15} )?(?:benefit|effect|difference|improvement|advantage|harm)\b|\bworks? (?:as well|better|well|faster|best)\b|\bsaves? (?:\w{1,12} )?lives\b/iu
/** Verbs whose subject acts on health whatever the object is called. */
const STRONG = new Set('reduces reduced decreases decreased improves improved prevents prevented lowers lowered relieves relieved alleviates alleviated cures cured shortens shortened prolongs prolonged attenuates attenuated halves halved protects protected saves saved'.split(' '))
/** What is reduced, lowered or saved in an office, a kitchen or a study. */
const ORDINARY = new Set('dose doses dosage titration number numbers slide slides cost costs price time paper paperwork work workload file files text bed table volume temperature room money error errors misreading confusion noise bias variance sample light screen size length'.split(' '))
const SPEAKERS = new Set('we i you they authors author investigators researchers committee editors surgeon nurse board it this that which who'.split(' '))
/** Praise or blame of a treatment as a whole. */
const VERDICT = /\b(?:is|are|was|were|proved|proves|appears?|appeared|seems?|remains?) (?:(?:generally|very|highly|quite|both|also|equally|completely|extremely|well|more|most|as|perfectly|rather|usually) ){0,2}(?:safe|effective|beneficial|harmful|efficacious|ineffective|harmless|useless|well tolerated|tolerated|cost-effective|curative|life-saving|superior|inferior|protective)\b(?! (?:dose|name|way|place|until|to (?:say|write|assume|ask)))/iu

/** The same without a verb, as a bullet has it: "Generally very safe". */
const BARE_VERDICT = /^(?:generally|usually|very|completely|totally|extremely|perfectly|quite|highly|proven|both)(?: (?:very|completely|highly|quite|well)){0,2} (?:safe|effective|well tolerated|tolerated|harmless|beneficial)\b/iu

const PERCENT = /^\d{1,3}(?:\.\d{1,3})?%$/
const NUMBER = /^\d{1,6}(?:[.,]\d{1,3})?%?$/

/** Sentences of a text that claim something and so need a source. */
export function claimsIn(text: string): Claim[] {
  return sentencesOf(text).flatMap((sentence) => {
    const cue = claimCue(sentence.text)
    return cue === undefined ? [] : [{ ...sentence, cue }]
  })
}

/** The words that make a sentence a claim; undefined when it claims nothing. */
export function claimCue(sentence: string): string | undefined {
  // Nothing longer is a sentence; what is looked at stays bounded.
  const trimmed = sentence.trim().slice(0, LONGEST)
  if (/\?["”’)\]]*$/.test(trimmed) || CASE.test(trimmed) || OWN_VIEW.test(trimmed) || IGNORANCE.test(trimmed))
    return undefined
  const words = wordsOf(trimmed)
  if (words.length < 3 || IMPERATIVE.has(words[0]!.lower) || words.some(word => HEDGE.has(word.lower)))
    return undefined
  if (ONE_PATIENT.test(trimmed) && !words.some(word => PEOPLE.has(word.lower)))
    return undefined
  const cue = shareOfPeople(words) ?? statistic(trimmed) ?? twoShares(words) ?? comparison(words) ?? finding(words) ?? change(words) ?? effect(words) ?? significance(words) ?? phrase(trimmed, REPORTED) ?? phrase(trimmed, COMMON) ?? (isMeasured(words) || /\b(?:reduce|prevent|relieve|improve|benefit|effect|works?|lives)\b/i.test(trimmed) ? phrase(trimmed, NULL_RESULT) : undefined) ?? phrase(trimmed, COMPARED) ?? (isMeasured(words) ? phrase(trimmed, BY_AN_AMOUNT) : undefined) ?? strongEffect(words) ?? verdict(trimmed)
  return cue && trimmed.slice(cue[0].start, cue[1].start + cue[1].text.length)
}

type Span = [Word, Word]

/** "62% of patients", "one in five women", "most patients responded", "5 of 16 on placebo". */
function shareOfPeople(words: readonly Word[]): Span | undefined {
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    const near = words.slice(index + 1, index + 7)
    const person = near.find(other => PEOPLE.has(other.lower))
    if (PERCENT.test(word.lower) && person && near.indexOf(person) < 5 && !near.slice(0, near.indexOf(person)).some(other => other.lower === 'passes'))
      return [word, person]
    if (PERCENT.test(word.lower) && near[0] && OUTCOME_VERB.has(near[0].lower) && near[0].lower !== 'are')
      return [word, near[0]]
    if (PERCENT.test(word.lower) && near[0] && MEASURE.has(near[0].lower))
      return [word, near[0]]
    if (/^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\d{1,4})$/.test(word.lower) && ['in', 'of', 'out'].includes(near[0]?.lower ?? '')) {
      const number = near.slice(1, 4).find(other => /^(?:two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|thousand|\d{1,5})$/.test(other.lower))
      const after = words.slice(index + 2, index + 9)
      const isRecruited = words.slice(Math.max(0, index - 3), index).some(other => STUDIED.has(other.lower))
      if (number && !isRecruited && after.some(other => PEOPLE.has(other.lower) || (OUTCOME_VERB.has(other.lower) && !['are', 'were', 'have'].includes(other.lower))))
        return [word, number]
    }
    if (/^(?:half|thirds?|quarters?|majority)$/.test(word.lower) && near[0]?.lower === 'of' && person && near.indexOf(person) < 4 && !words.slice(0, index).some(other => STUDIED.has(other.lower)))
      return [word, person]
    if (QUANTIFIER.has(word.lower) && person && near.indexOf(person) < 4) {
      const after = words.slice(words.indexOf(person) + 1, words.indexOf(person) + 7)
      const verb = after.find(other => OUTCOME_VERB.has(other.lower) && !['are', 'were', 'have', 'need', 'needs', 'did'].includes(other.lower))
      if (verb)
        return [word, verb]
    }
  }
  return undefined
}

function phrase(sentence: string, pattern: RegExp): Span | undefined {
  const match = pattern.exec(sentence)
  const word = match && { text: match[0], lower: match[0].toLowerCase(), start: match.index }
  return word ? [word, word] : undefined
}

/** Whether something is spoken of that is measured in people. */
function isMeasured(words: readonly Word[]): boolean {
  return words.some(word => MEASURE.has(word.lower) && !['dose', 'use', 'need', 'function'].includes(word.lower)) && !words.some(word => PRESCRIBED.has(word.lower))
}

/** "decreases blood loss": the object need not be known. */
function strongEffect(words: readonly Word[]): Span | undefined {
  const index = words.findIndex((word, at) => at > 0 && STRONG.has(word.lower))
  if (index < 0)
    return undefined
  const [before, after] = [words.slice(Math.max(0, index - 4), index), words.slice(index + 1, index + 6)]
  const isOrdinary = [...before, ...after].some(word => ORDINARY.has(word.lower) || PRESCRIBED.has(word.lower))
  const isSpoken = before.some(word => SPEAKERS.has(word.lower)) || ['was', 'were', 'is', 'are', 'been', 'be', 'to', 'not', 'and', 'or'].includes(before.at(-1)!.lower) || ['from', 'by', 'model', 'models', 'version', 'form'].includes(after[0]?.lower ?? '')
  return isOrdinary || isSpoken || after.length === 0 ? undefined : [words[index]!, after.at(-1)!]
}

/** "is safe and effective": of a treatment, not of a form of writing. */
function verdict(sentence: string): Span | undefined {
  return /\b(?:notation|form|forms|order|orders|abbreviations?|names?|slide|wording|question|measure|login|password)\b/iu.test(sentence) ? undefined : phrase(sentence, VERDICT) ?? phrase(sentence, BARE_VERDICT)
}

/** A number needed to treat, a ratio or a P value that is given. */
function statistic(sentence: string): Span | undefined {
  const match = /\b(?:(?:number needed to (?:treat|harm)|NN[TH])(?: was| is|,| of|:| =)? ?\d|(?:hazard|odds|risk|rate) ratio(?:,? ?\(?[A-Z]{2,3}\)?)?(?: was| is| of|,|:| =)? ?\d|(?:HR|RR|OR|aOR|aHR|SMD)(?: was| of|,|:| =)? ?[-−]?\d[.\d]*|[Pp] ?(?:[<=>≤] ?|value of )0?\.\d)/u.exec(sentence)
  return match ? [{ text: match[0], lower: match[0], start: match.index }, { text: match[0], lower: match[0], start: match.index }] : undefined
}

/** "better than placebo", "fewer relapses … than in controls", "29% compared with vehicle". */
function comparison(words: readonly Word[]): Span | undefined {
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    // "recovered earlier than those given placebo"
    if (/^\p{L}{3,}er$/u.test(word.lower) && words[index + 1]?.lower === 'than' && words.slice(index + 2, index + 7).some(other => other.lower === 'those' || PEOPLE.has(other.lower) || CONTROL.has(other.lower)) && !NUMBER.test(words[index + 2]?.lower ?? ''))
      return [word, words[index + 2] ?? word]
    if (COMPARATIVE.has(word.lower)) {
      const until = words.slice(index + 1, index + 14)
      const than = until.findIndex(other => ['than', 'versus', 'vs', 'to', 'as', 'compared'].includes(other.lower))
      // "more than 3 months" is an amount, no comparison.
      if (than < 0 || (than === 0 && NUMBER.test(until[1]?.lower ?? '')))
        continue
      const control = until.slice(than + 1, than + 7).find(other => CONTROL.has(other.lower))
      if (control)
        return [word, control]
      const measure = words.slice(Math.max(0, index - 4), index + 1 + than).some(other => MEASURE.has(other.lower) && other.lower !== 'dose')
      if (until[than]!.lower === 'than' && measure && !words.slice(0, index).some(other => PRESCRIBED.has(other.lower)))
        return [word, until[than]!]
    }
    if (['compared', 'versus', 'vs', 'against', 'relative'].includes(word.lower)) {
      const control = words.slice(index + 1, index + 5).find(other => CONTROL.has(other.lower))
      const number = words.slice(Math.max(0, index - 7), index).find(other => NUMBER.test(other.lower))
      if (control && number)
        return [number, control]
    }
  }
  return undefined
}

/** "Women had higher pain scores", "the effect was larger in women", "prevalence is 4%". */
function finding(words: readonly Word[]): Span | undefined {
  const isFound = words.some(word => FOUND.has(word.lower))
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    if (COMPARATIVE.has(word.lower) && word.lower !== 'more' && isFound && index > 0) {
      const measure = words.slice(index + 1, index + 4).find(other => MEASURE.has(other.lower) && !['dose', 'patients', 'opioid', 'opioids', 'use', 'need'].includes(other.lower))
      if (measure && !['the', 'a', 'an', 'with', 'for', 'of'].includes(words[index - 1]!.lower))
        return [word, measure]
    }
    if (['effect', 'effects', 'benefit', 'difference'].includes(word.lower)) {
      const size = words.slice(index + 1, index + 4).find(other => ['larger', 'greater', 'smaller', 'stronger', 'weaker', 'consistent', 'sustained', 'lasting'].includes(other.lower))
      if (size && words.slice(index + 1, index + 3).some(other => ['was', 'is', 'were', 'are'].includes(other.lower)))
        return [word, size]
    }
    if (['prevalence', 'incidence', 'mortality', 'sensitivity', 'specificity', 'lethality'].includes(word.lower)) {
      const number = words.slice(index + 1, index + 7).find(other => other.lower.endsWith('%') || /^\d{1,3}(?:\.\d+)?$/.test(other.lower))
      if (number && words.slice(index + 1, index + 5).some(other => ['is', 'was', 'of', 'are', 'were', 'about', 'exceeds', 'reaches'].includes(other.lower)) && !/^(?:day|days|weeks|months|years)$/.test(words[words.indexOf(number) + 1]?.lower ?? ''))
        return [word, number]
    }
    if (['affects', 'affected', 'strikes', 'kills', 'killed'].includes(word.lower)) {
      const number = words.slice(index + 1, index + 4).find(other => other.lower.endsWith('%') || /^\d/.test(other.lower) || ['one', 'two', 'half', 'million'].includes(other.lower))
      if (number)
        return [word, number]
    }
  }
  return undefined
}

/** "32% on the drug and 11% on placebo". */
function twoShares(words: readonly Word[]): Span | undefined {
  const shares = words.filter(word => PERCENT.test(word.lower))
  const control = words.findIndex(word => CONTROL.has(word.lower) && word.lower !== 'standard' && word.lower !== 'usual')
  const near = control >= 0 && words.slice(Math.max(0, control - 4), control + 4).some(word => PERCENT.test(word.lower))
  return shares.length >= 2 && near ? [shares[0]!, shares[1]!] : undefined
}

/** "dropped from 6.1 to 3.9", "rose by 12%". */
function change(words: readonly Word[]): Span | undefined {
  for (let index = 1; index < words.length; index++) {
    const word = words[index]!
    if (!EFFECT.has(word.lower))
      continue
    if (words.slice(0, index).some(other => PRESCRIBED.has(other.lower)))
      continue
    const near = words.slice(index + 1, index + 8)
    const by = near.findIndex(other => ['from', 'by'].includes(other.lower))
    const number = by >= 0 ? near.slice(by + 1, by + 4).find(other => NUMBER.test(other.lower)) : undefined
    if (number && (near[by]!.lower === 'from' ? near.some(other => other.lower === 'to') : true) && words.some(other => MEASURE.has(other.lower) || other.lower.endsWith('%')))
      return [word, number]
  }
  return undefined
}

/** "reduces pain", "has improved survival": somebody or something acts on a measure of health. */
function effect(words: readonly Word[]): Span | undefined {
  for (let index = 1; index < words.length; index++) {
    const word = words[index]!
    const before = words[index - 1]!.lower
    // "Statins prevent …": the plain form after a plural.
    const isPlain = PLAIN.has(word.lower) && (/[^su]s$/.test(before) || ['people', 'women', 'men', 'children'].includes(before)) && !NO_PLURAL.has(before)
    if (!(EFFECT.has(word.lower) || isPlain) || before === 'to')
      continue
    if (word.lower.startsWith('outperform'))
      return [word, words[index + 1] ?? word]
    if (words.slice(Math.max(0, index - 3), index).some(other => PRESCRIBED.has(other.lower) || ['not', 'never', 'how', 'why', 'what', 'when'].includes(other.lower)) || ['that', 'which', 'who'].includes(before))
      continue
    const object = words.slice(index + 1, index + 7).find(other => MEASURE.has(other.lower) && other.lower !== 'dose' && other.lower !== 'patients')
    if (object)
      return [word, object]
    // Passive or without an object: "pain was reduced", "symptoms improved".
    const subject = words.slice(Math.max(0, index - 4), index).find(other => MEASURE.has(other.lower) && !['dose', 'patients', 'use', 'need', 'opioid', 'opioids', 'disease'].includes(other.lower))
    if (subject && /(?:ed|fell|rose|cut|rises|falls|doubles|halves|increases|decreases|worsens|improves|drops|declines|triples)$/.test(word.lower))
      return [subject, word]
  }
  return undefined
}

/** "significant improvement": the word claims a test. */
function significance(words: readonly Word[]): Span | undefined {
  const index = words.findIndex(word => ['significant', 'significantly', 'statistically'].includes(word.lower))
  if (index < 0)
    return undefined
  const near = words.slice(Math.max(0, index - 5), index + 7)
  const measured = near.find(other => MEASURE.has(other.lower) || ['improvement', 'reduction', 'increase', 'decrease', 'difference', 'change', 'changes', 'effect', 'differences', 'better', 'worse', 'higher', 'lower', 'fewer', 'more', 'less', 'drop', 'rise', 'decline'].includes(other.lower) || EFFECT.has(other.lower))
  if (!measured)
    return undefined
  return measured.start < words[index]!.start ? [measured, words[index]!] : [words[index]!, measured]
}

/** Third person, past and participle of regular verbs, and irregular forms as they are. */
function forms(verbs: readonly string[], irregular: readonly string[]): Set<string> {
  const regular = verbs.flatMap((verb) => {
    const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb
    const past = verb.endsWith('e') ? `${verb}d` : /[^aeiou][aeiou][pl]$/.test(verb) && ['stop', 'control'].includes(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`
    return [`${verb}${/(?:s|sh|ch|x)$/.test(verb) ? 'es' : 's'}`, past, `${stem}ied`].filter(form => !form.endsWith('ied') || verb.endsWith('y'))
  })
  return new Set([...regular, ...irregular])
}
