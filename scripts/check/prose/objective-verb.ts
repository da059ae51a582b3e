/*
 * Verbs that begin an objective. Measurable ones after Bloom's taxonomy as revised by Anderson and Krathwohl (2001), with
 * those for skills that CME offices use; the others name a state of mind, which no test can see (ACCME, C3: designed to
 * change competence, performance or outcomes).
 */

/** Verbs of which nobody can see whether they were done, and what to use instead. */
const UNSEEN: Record<string, string> = {
  understand: 'explain, describe or compare',
  know: 'list, state or recall',
  learn: 'name what learners will do, for example identify or apply',
  appreciate: 'explain or weigh',
  become: 'name what learners will do',
  be: 'name what learners will do, for example recognize or identify',
  gain: 'name what learners will do with it',
  acquire: 'name what learners will do with it',
  grasp: 'explain',
  realize: 'explain',
  realise: 'explain',
  believe: 'weigh or justify',
  comprehend: 'explain or summarize',
  enjoy: 'name what learners will do',
  feel: 'name what learners will do',
  see: 'name what learners will do',
  think: 'weigh or decide',
  remember: 'list or recall',
  familiarize: 'name what learners will do',
  familiarise: 'name what learners will do',
  get: 'name what learners will do',
  have: 'name what learners will do',
  hear: 'name what learners will do',
  explore: 'compare or analyze',
  improve: 'name what learners will do better, for example select or apply',
  increase: 'name what learners will do',
  enhance: 'name what learners will do',
  raise: 'name what learners will do',
  master: 'perform or apply',
  internalize: 'apply',
  receive: 'name what learners will do',
  deepen: 'name what learners will do',
  attain: 'name what learners will do',
}

const MEASURABLE = new Set(`abstract accept account adapt adjust administer adopt advise advocate allocate alter analyze analyse anticipate apply appraise argue arrange articulate ascertain assemble assess assign assist audit
avoid balance break build calculate calibrate care carry catalog categorize categorise challenge change characterize characterise chart check choose circumscribe cite clarify classify coach code collaborate collect combine
communicate compare compile complete compose compute conclude conduct configure confirm connect consider construct consult contrast contribute convert convey coordinate correct correlate counsel counter create critique criticize debate deduce defend
define delegate delineate deliver demonstrate depict deprescribe derive describe design detect determine develop devise diagnose diagram differentiate direct disclose discontinue discriminate discuss dispense display dissect distinguish document dose draft draw
educate elicit embed employ encourage enumerate escalate establish estimate evaluate examine execute exclude exemplify exhibit expand explain express extend extract extrapolate facilitate find flag focus follow forecast formulate gather
generalize generate give grade graph group guide handle highlight identify illustrate implement incorporate indicate infer inform initiate insert inspect instruct integrate interpret interview introduce invent investigate involve
judge justify label lead limit list locate maintain make manage map match measure mention minimize mitigate model modify monitor name navigate negotiate note number observe obtain offer operate optimize order organize outline
palpate perform pick plan point position practice practise predict prepare prescribe present prevent prioritize prioritise produce propose provide question quote rank rate read rearrange recall recite recognize recognise recommend reconcile
reconstruct record redesign reduce refer reflect relate reorganize repair repeat rephrase replace report reproduce resolve respond restate restructure review revise rewrite role-play scan schedule score screen select separate sequence set share
show sketch solve sort specify split start state stop stratify structure suggest summarize summarise supervise support survey switch synthesize synthesise tabulate take tailor taper target teach tell test time titrate trace track train transfer translate
treat triage troubleshoot underline update use utilize validate value verify visualize wean weigh withdraw work write`.split(/\s+/))

const LEAD_IN = /^(?:(?:by|at|upon|on|after) [^,:]{0,80}[,:] ?)?(?:(?:the )?(?:learners?|participants?|attendees?|physicians|clinicians|you|students)(?: (?:should|will|can|must))? ?(?:be able to|have the ability to)?:? |to )?/iu

export interface VerbFault { verb: string, message: string, mend: string, certain: boolean }

/** What is wrong with the verb that an objective begins with; undefined when it can be measured. */
export function verbFault(objective: string): VerbFault | undefined {
  const text = objective.trim().replace(LEAD_IN, '')
  const words = text.match(/\p{L}+(?:-\p{L}+)?/gu) ?? []
  // "Correctly identify …", "Safely prescribe …"
  const index = (words[0] ?? '').endsWith('ly') && words[0]!.toLowerCase() !== 'apply' && words.length > 1 ? 1 : 0
  const verb = (words[index] ?? '').toLowerCase()
  if (verb === '')
    return { verb, message: 'The objective begins with no verb.', mend: 'Begin with what the learner will do, for example "Identify".', certain: true }
  const next = (words[index + 1] ?? '').toLowerCase()
  if (verb === 'develop' && ['a', 'an', 'the'].includes(next) && /^(?:deeper |better |greater )?(?:understanding|awareness|appreciation|knowledge|familiarity|insight)/iu.test(words.slice(index + 2).join(' ')))
    return unseen('develop an understanding', 'explain, describe or apply')
  if (verb === 'demonstrate' && /^(?:an? |the )?(?:\p{L}{1,12} )?(?:understanding|awareness|appreciation|knowledge|familiarity)/iu.test(words.slice(index + 1).join(' ')))
    return unseen(`demonstrate ${words.slice(index + 1, index + 3).join(' ')}`, 'explain, describe or apply')
  if (Object.hasOwn(UNSEEN, verb))
    return unseen(verb, UNSEEN[verb]!)
  if (MEASURABLE.has(verb))
    return undefined
  // No list holds every verb: a word before an article does something to what follows.
  if (words.length > index + 2 && /^(?:an?|the|this|these|each|every|two|three|your|their)$/.test(next))
    return undefined
  return { verb, message: `"${words[index]}" is not a verb whose doing can be measured.`, mend: 'Begin with a measurable verb, for example identify, compare, select, prescribe or counsel.', certain: false }
}

function unseen(verb: string, instead: string): VerbFault {
  return { verb, message: `Nobody can see whether a learner does "${verb}".`, mend: `Use a verb that a question can test: ${instead}.`, certain: true }
}
