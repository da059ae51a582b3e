import type { Hit } from './hit.ts'
import { isCovered } from './is-covered.ts'

/*
 * Words that hurt the people they describe, and what to write instead. Sources: American Medical Association Manual of
 * Style, 11th edition, section 11.12 (inclusive language, person-first); National Institute on Drug Abuse, "Words Matter";
 * American Psychological Association, bias-free language; Reporting on Suicide. Names of institutions, journals, scales and
 * diseases that hold such a word keep it; so does a text that quotes it in order to advise against it.
 */

interface Term {
  pattern: RegExp
  /** What to write instead; $1 stands for what the pattern caught. */
  instead: string
  /** A text around the match in which the word is right. */
  unless?: RegExp
  /** What must stand around the match. */
  only?: RegExp
}

const DIAGNOSES: Record<string, string> = {
  'schizophrenics?': 'people with schizophrenia',
  'epileptics': 'people with epilepsy',
  'asthmatics': 'people with asthma',
  'diabetics': 'people with diabetes',
  'the demented': 'people with dementia',
  'autistics': 'autistic people, or people with autism',
  'hypertensives': 'people with hypertension',
  'hemophiliacs?|haemophiliacs?': 'people with hemophilia',
  'paraplegics': 'people with paraplegia',
  'quadriplegics': 'people with quadriplegia',
  'arthritics': 'people with arthritis',
  'migraineurs': 'people with migraine',
  'lepers?': 'people with leprosy',
  'anorexics': 'people with anorexia',
  'bulimics': 'people with bulimia',
  'psychotics': 'people with psychosis',
  'manic-depressives?': 'people with bipolar disorder',
  'fibromyalgics': 'people with fibromyalgia',
  'the (?:disabled|handicapped|blind|deaf|homeless|infirm)(?= (?:need|are|have|were|who|should|must|often|usually|can|may|do|and the)(?![\\p{L}])|[.,;]|$)': 'people who are …, or people with …',
}

const TERMS: Term[] = [
  ...Object.entries(DIAGNOSES).map(([pattern, instead]): Term => ({ pattern: word(pattern), instead: `"${instead}"` })),
  { pattern: word('(?:drug|heroin|opioid|opiate|cocaine|substance|alcohol|former|recovering|known|IV drug|ex-) ?addicts?|addicts?(?= (?:often|who|are|were|is|was|with|may|need|in|on|and|should|usually))|(?:the|an?|these|those|for|of|in|among|many|most|some) addicts?'), instead: '"person with a substance use disorder"', unless: /addict['’]s|addicts['’]/iu },
  { pattern: word('alcoholics?'), instead: '"person with alcohol use disorder"', unless: /\balcoholics? (?:anonymous|liver|hepatitis|cirrhosis|beverages?|drinks?|solutions?|extracts?|fatty|ketoacidosis|cardiomyopathy|neuropathy|pancreatitis|steatohepatitis|hallucinosis|content|fermentation|intoxication|psychosis|myopathy|dementia|gastritis|hand|rub|gel|odou?r|wipes?|swabs?)/iu },
  { pattern: word('(?:drug|substance|opioid|opiate|alcohol|cocaine|heroin|prescription drug|medication) abusers?|abusers?(?= of (?:drugs|opioids|alcohol|substances))'), instead: '"person who uses …" or "person with … use disorder"' },
  { pattern: word('(?:drug|substance|opioid|opiate|alcohol|cocaine|heroin|prescription|medication|polysubstance) abuse'), instead: '"use" or "use disorder"', unless: /\b(?:institute|administration|journal|center|centre|clinic|treatment of|schedule|scale|screening test|DAST|council|conference|warning|potential|liability|deterrent|national|department|act|program|review|services|SAMHSA|NIDA)\b/iu },
  { pattern: word('abus(?:e|es|ed|ing) (?:drugs|opioids?|opiates?|alcohol|substances|cocaine|heroin|prescription (?:drugs|opioids)|tramadol|fentanyl|oxycodone|benzodiazepines|medications?)'), instead: '"use", "use … other than as prescribed"' },
  { pattern: word('(?:is|was|as|being|known|old|of) an? (?:(?:poorly|well) controlled )?(?:diabetic|epileptic|asthmatic|hypertensive|schizophrenic|paraplegic|quadriplegic|anorexic|bulimic|hemophiliac|psychotic)(?= (?:with|who|and|on|for|since|whose|man|woman|patient|male|female)(?!\\p{L})|[.,;:]|$)'), instead: '"has diabetes", "a person with epilepsy"' },
  { pattern: word('junkies?|druggies?|crackheads?|dope ?fiends?|winos?|drunks|drunkards?|boozers?'), instead: '"person with a substance use disorder"' },
  { pattern: word('drug[- ]seekers?|drug[- ]seeking'), instead: '"asks for relief of pain", or what was observed' },
  { pattern: word('frequent[- ]fly(?:er|ers|ing)'), instead: '"person who often needs care"', unless: /airline|miles|aircraft|flight/iu },
  { pattern: word('(?:clean|dirty) (?:urines?|urine (?:screens?|tests?|samples?|drug (?:screens?|tests?))|tox(?:icology)? screens?|drug (?:screens?|tests?))|(?:urine|screen|tox|drug test|sample) (?:was|is|came back|remained) (?:clean|dirty)'), instead: '"negative" or "positive" test' },
  { pattern: word('(?:been|stay|stayed|staying|is|was|got|get|getting|now|remain|remained) clean(?= (?:for|since|of|from|\\d)|[.,;]|$)'), instead: '"in remission", "not using"', only: /\b(?:drugs?|heroin|opioids?|opiates?|cocaine|alcohol|addict\w*|substance|relaps\w*|recovery|months|years|weeks|sober|tablets?|patients?|he|she|they)\b/iu, unless: /\b(?:wound|skin|room|hands?|instruments?|surface|water|air|sheet|dressing|site|bed|kitchen)\b/iu },
  { pattern: word('non-?complian(?:t|ce)(?= (?:with|to|patients?|in|about)|[.,;)]|$| and | because | or )'), instead: '"did not take … as prescribed", and the reason', unless: /\b(?:device|regulation|regulatory|vessel|artery|arteries|lung|ventric\w*|bladder|standard|law|HIPAA|protocol|site|GCP|audit|label|GDPR)\b/iu },
  { pattern: word('(?:poor|good|bad) (?:historians?)'), instead: '"could not give a full history"' },
  { pattern: word('refus(?:es|ed)(?= (?:to take|treatment|therapy|medication|surgery|the (?:drug|treatment|medication)|admission|blood))'), instead: '"declined"', only: /\b(?:patients?|he|she|they|women|men|who|mothers?|parents?)\b/iu },
  { pattern: word('suffer(?:s|ed|ing|ers?)?(?= (?:from|with) )|(?:\\p{L}{3,20}) sufferers?'), instead: '"has" or "with"', only: /\b(?:patients?|he|she|who|people|women|men|children|boy|girl|person|persons|individuals|they|adults|sufferers?|those|woman|man|veterans|many|millions|americans|suffering)\b/iu, unless: /\b(?:study|studies|trial|trials|analysis|data|estimates?|design|method|literature|approach|model|nausea from|loss of life)\b[^.]{1,30}\bsuffer/iu },
  { pattern: word('afflicted (?:with|by)|stricken (?:with|by)|crippled (?:with|by)|victims? of (?:stroke|strokes|cancer|AIDS|HIV|multiple sclerosis|dementia|polio|diabetes|addiction|disease|a stroke|fibromyalgia|chronic pain|epilepsy|Parkinson|Alzheimer)|(?:stroke|cancer|AIDS|polio|burn|cardiac arrest|MS|overdose) victims?'), instead: '"has" or "people with"' },
  { pattern: word('(?:wheelchair|bed|chair|house)-?bound|confined to (?:a|the|his|her|their) (?:wheelchair|bed)'), instead: '"uses a wheelchair", "stays in bed"' },
  { pattern: word('(?:commit(?:s|ted|ting)?|complet(?:ed|es|ing)) suicides?|(?:successful|unsuccessful|failed) suicide(?: attempts?)?|suicides? (?:was|were|is|are) (?:committed|successful)'), instead: '"died by suicide" or "attempted suicide"' },
  { pattern: word('the elderly|the aged|senile|elderly (?:patients?|people|persons?|adults?|women|men|individuals|subjects)|elders|the infirm|geriatrics(?= (?:are|were|need|should|have))'), instead: '"older adults", or the age', unless: /\bthe elderly (?:was|is) defined\b|\bsenile (?:plaques?|keratos[ie]s|lentig\w+|purpura|cataracts?)\b|the aged (?:mice|rats|garlic|skin|cheese)/iu },
  { pattern: word('(?:mentally |severely |mildly )?retarded(?= (?:child|children|patients?|adults?|people|person|boy|girl|individuals|man|woman))|mental retardation|mongol(?:ism|oids?)|imbeciles?|feeble-?minded|cretins?'), instead: '"intellectual disability"' },
  { pattern: word('crazy|lunatics?|insane(?= (?:patients?|people|person))|nutcases?|madm[ae]n|hysterical (?:patients?|women|woman|females?)|mental patients?|mentally ill (?:patients?|people|persons?)|the mentally ill'), instead: '"person with a mental illness"', unless: /like crazy|go crazy over|crazy[- ]paving/iu },
  { pattern: word('normal (?:people|children|women|men|persons?|individuals)(?! (?:weight|in |range))|(?:sick|crippled|deformed|defective) (?:people|children|persons?)|cripples?(?! creek)|invalids(?= (?:who|are|were|with))|deaf[- ](?:and[- ])?dumb|deaf-?mutes?|dwarfs(?= (?:are|were|who|with))|midgets?|hare-?lips?|birth defects? (?:baby|babies|child)'), instead: '"healthy", "without the condition", or the name of the condition' },
  { pattern: word('handicapped|physically challenged|differently abled|special needs (?:patients?|children|people)'), instead: '"with a disability"', unless: /handicapped (?:parking|scale|by|race)/iu },
  { pattern: word('(?:obese|morbidly obese|diabetic|schizophrenic|autistic|epileptic|demented|alcoholic|arthritic|bipolar|leprous|anorexic|hypertensive|asthmatic|cirrhotic|psychotic|addicted|opioid-addicted|HIV-infected|AIDS|cancer-stricken) (?:patients?|people|persons?|children|women|men|adults|subjects|individuals|infants|babies|mothers)'), instead: '"people with …": the person first', only: /\b(?:obese|schizophrenic|epileptic|demented|leprous|addicted|cancer-stricken|AIDS|diabetic|anorexic|cirrhotic|psychotic|asthmatic|hypertensive|alcoholic|arthritic)\b/iu },
  { pattern: word('(?:patients?|subjects|cases|he|she|they|women|men|who) (?:has |have |had )?fail(?:s|ed)? (?:to respond to |on |with )?(?:\\p{L}{3,20} )?(?:treatment|therapy|medication|chemotherapy|methotrexate|opioids|first-line|conservative)'), instead: '"treatment did not help the patient": the drug fails, not the person' },
  { pattern: word('AIDS (?:patients?|victims?|carriers?)|HIV[- ](?:carriers?|victims?)|full[- ]blown AIDS'), instead: '"people with HIV" or "people with AIDS"' },
  { pattern: word('illegal (?:aliens?|immigrants?)|third[- ]world (?:countries|country|nations?)|orientals?(?= (?:patients?|people|women|men))|caucasoid|negro(?:es|id)?|gyps(?:y|ies)'), instead: 'the name that the people use themselves' },
  { pattern: word('prostitutes?|hookers?'), instead: '"sex worker"' },
]

/** What shows that the words are quoted in order to speak about them. */
const SPOKEN_OF = /\b(?:say|write|use|avoid|prefer|replace|instead of|rather than|not|never|don['’]t|term|terms|word|words|stigma\w*|label(?:ed|s)? (?:as|them)|language|called)\b/iu

/** A part of every term, so that most texts need no second look. */
const ANY = /schizophrenic|epileptic|asthmatic|diabetic|hypertensive|ha?emophiliac|plegic|arthritic|migraineur|leper|leprous|anorexic|bulimic|psychotic|manic-dep|fibromyalgic|\bthe (?:disabled|handicapped|blind|deaf|homeless|infirm|elderly|aged|mentally)|addict|alcoholic|abuse|junk|drugg|crackhead|fiend|wino|drunk|booze|drug[- ]seek|frequent[- ]fly|clean|dirty|complian|historian|refuse|suffer|afflicted|stricken|crippled?|victim|bound|confined|suicide|elderly|senile|elders|infirm|geriatrics|retard|mongol|imbecile|feeble|cretin|crazy|lunatic|insane|nutcase|madm[ae]n|hysteric|mental(?:ly ill| patient)|normal (?:people|children|women|men|person|individual)|(?:sick|deformed|defective) (?:people|children|person)|invalids|deaf|dwarf|midget|hare-?lip|birth defect|handicap|challenged|abled|special needs|obese|autistic|demented|bipolar|cirrhotic|HIV|AIDS|fail|illegal|third[- ]world|oriental|caucasoid|negro|gyps|prostitute|hooker/iu

/** Stigmatising words of a text. */
export function stigmaHits(text: string): Hit[] {
  if (!ANY.test(text))
    return []
  const hits: Hit[] = []
  for (const { pattern, instead, unless, only } of TERMS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index + (match[1]?.length ?? 0)
      const end = match.index + match[0].length
      const around = text.slice(Math.max(0, start - 60), end + 60)
      const isQuoted = /["“‘']/.test(text[start - 1] ?? '') && /["”’']/.test(text[end] ?? '')
      if (unless?.test(around) || (only && !only.test(around)) || (isQuoted && SPOKEN_OF.test(around)))
        continue
      if (isCovered(hits, start, end))
        continue
      const shown = text.slice(start, end)
      hits.push({ start, end, message: `"${shown}" puts a label on people or blames them.`, mend: `Write ${instead}.` })
    }
  }
  return hits.sort((a, b) => a.start - b.start)
}

function word(pattern: string): RegExp {
  return new RegExp(`(^|[^\\p{L}\\p{N}-])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu')
}
