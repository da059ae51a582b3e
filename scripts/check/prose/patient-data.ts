import type { Hit } from './hit.ts'
import { isCovered } from './is-covered.ts'

/*
 * What could tell who a patient is: the identifiers of the HIPAA Safe Harbor list (45 CFR 164.514(b)(2)) that text can
 * hold. Names of authors, speakers and trial registries are no patient data, so most patterns want the word of a patient
 * beside them.
 */

const PATIENT = /\b(?:patients?|pts?|case|admitted|admission|discharged?|inpatient|outpatient|came with|presented|presents|chart|clinic visit|seen (?:in|on)|hospital|ward|room|bed|biopsy|surgery|operated|diagnosed|her|his|she|he|born|mother|father|years old|-year-old|before (?:and after )?treatment|consulted|referred|treated|underwent)\b/iu
const NOT_PATIENT = /\b(?:et al|author|authors|editors?|speaker|lecturer|professor|faculty|investigator|M\.?D\.?|Ph\.?D\.?|FDA|trial|trials|study|label|journal|published|revised|released?|updated|approved|approval|copyright|conference|meeting|symposium|webinar|course|office|registry|volume|questions|support|expires|accessed|sign|syndrome|disease|score|index|test|law)\b/iu

const DATE = String.raw`(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.? \d{1,2},? (?:19|20)\d{2}|\d{1,2} (?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?) (?:19|20)\d{2})`
/** One or two names in capitals, an initial allowed. */
const NAME = String.raw`(?:\p{Lu}\.? ){0,2}\p{Lu}\p{Ll}{2,20}(?:-\p{Lu}\p{Ll}{1,20})?(?: \p{Lu}\p{Ll}{1,20}){0,2}`

interface Identifier {
  what: string
  pattern: RegExp
  mend: string
  /** Wants the word of a patient within 80 characters. */
  nearPatient?: boolean
  /** Something else when this stands around it. */
  unless?: RegExp
}

const LEAVE_OUT = 'Leave it out; an age in years and a sex are enough for teaching.'

const IDENTIFIERS: Identifier[] = [
  { what: 'a record number', pattern: /(?<![\p{L}\d])(?:MRN|M\.R\.N\.|(?:medical|hospital|patient|chart|health)[ -]?(?:record )?(?:number|no\.?|ID|#)|record (?:number|no\.)|account number|accession (?:number|no\.)|specimen (?:number|no\.))(?: is| was)?[\s:#]{0,3}(?=[\p{L}-]{0,4}\d)[\p{L}\d-]{4,15}/giu, mend: 'Leave it out.', unless: /\b(?:GenBank|gene|NCT|DOI|PMID|grant)\b/iu },
  { what: 'a date of birth', pattern: new RegExp(String.raw`(?<!\p{L})(?:DOB|D\.O\.B\.|dates? of birth|birth ?(?:dates?|days?)|born(?: on)?)(?: is| was)?[\s:]{0,3}${DATE}`, 'giu'), mend: 'Give the age in years.' },
  { what: 'a social security number', pattern: /(?<![\d-])(?:SSN[\s:#]{0,3}\d{3}-?\d{2}-?\d{4}|\d{3}-\d{2}-\d{4})(?![\d-])/giu, mend: 'Leave it out.', unless: /\b(?:CAS|ISBN|PMID|DOI)\b/u },
  { what: 'a telephone number of a patient', pattern: /(?<![\d.])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)/gu, mend: 'Leave it out.', nearPatient: true, unless: /\b(?:office|questions|course|provider|contact us|call us|poison|hotline|helpline|support line|988|lifeline|pharmacy|fax the order|NCT)\b/iu },
  { what: 'an e-mail address of a patient', pattern: /(?<![\w.])[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{2,20}){1,3}/gu, mend: 'Leave it out.', nearPatient: true, unless: /\b(?:office|questions|course|provider|author|correspondence|editors?|contact)\b/iu },
  { what: 'the exact date of a patient\'s care', pattern: new RegExp(String.raw`\b(?:admitted|discharged|seen|operated|presented|hospitali[sz]ed|died|delivered|diagnosed|referred|underwent [\p{L} ]{1,30}|visit(?:ed)?|biops(?:y|ied)|transferred|intubated|surgery|admission|discharge)(?: (?:on|of|date|was|is|taken|done|performed|obtained|started|drawn|made|to hospital|to the ward|in clinic)){0,4}[\s:]{1,3}${DATE}`, 'giu'), mend: 'Give the time between events, for example "on day 3", or the year alone.', unless: /\b(?:trial|study|enrol\w*|between|recruit\w*|FDA|label|data cut|cutoff|approved|published)\b/iu },
  { what: 'a patient\'s name', pattern: new RegExp(String.raw`(?<![\p{L}.])(?:Mr|Mrs|Ms|Miss|Master|Herr|Frau)\.? ${NAME}(?!['’]s (?:sign|syndrome|disease|test|law|rule|score))`, 'gu'), mend: 'Write "a patient", with the age and what matters.', nearPatient: true, unless: /\b(?:author|editor|speaker|moderator|chair|manager|president|senator|judge|secretary|minister|Dr\.?|Prof)\b/u },
  { what: 'a patient\'s name', pattern: new RegExp(String.raw`\b(?:[Pp]atient['’]?s? (?:name|initials)|[Nn]ame of (?:the )?patient|Patient)(?:: ?| is | was | named | called )${NAME}`, 'gu'), mend: 'Write "a patient", with the age and what matters.', unless: /\bPatient: (?:A|An|The|Is|Does|Woman|Man|Adult|Child|Female|Male|What|Why|How|Yes|No|Please|Tell|Your|Education|Global|Safety|Health)\b/u },
  { what: 'a patient\'s name', pattern: /\b(?:[Oo]ur|[Mm]y|[Tt]he|[Tt]his|[Aa]) patient,? (?:named |called )?(?!(?:Health|Global|Reported|Safety|Education|Care|Protection|Crohn|Parkinson|Select|White|Black|Asian|Hispanic|Japanese|Chinese|European|American|African|German|French|Danish)\b)\p{Lu}\p{Ll}{2,20} (?:\p{Lu}\. )?\p{Lu}\p{Ll}{2,20}\b/gu, mend: 'Write "a patient", with the age and what matters.' },
  { what: 'a name with a room or bed', pattern: new RegExp(String.raw`\b(?:Name|Pt|Patient): ${NAME},? (?:room|bed|ward|age|DOB|MRN|\d{1,3} ?y)`, 'giu'), mend: 'Leave both out.' },
  { what: 'an age above 89', pattern: /(?<![\d.,])(?:9\d|1[01]\d)[- ]?(?:year[- ]old|years? old|yo\b|y\/o\b|years of age)/giu, mend: 'Write "90 or older": few people are so old, so the age alone can tell who it is.', unless: /\b(?:up to|aged|to|from|range|between|older than|until|maximum|at least|over|or older)\b/iu },
  { what: 'an address', pattern: /\b(?:lives|living|resides|residing|home address|address(?: of the patient)?)(?: is| was)?(?: at|:) ?\d{1,5} (?:\p{Lu}\p{Ll}{1,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way)\b/gu, mend: 'Leave it out.' },
  { what: 'a device, licence or insurance number', pattern: /\b(?:Medicare|Medicaid|insurance|policy|member|beneficiary|serial|driver['’]s licen[cs]e|licen[cs]e plate) (?:ID|number|no\.?|#)[\s:#]{1,3}(?=[A-Z-]{0,4}\d)[A-Z\d-]{5,15}/giu, mend: 'Leave it out.', unless: /\b(?:catalog|equipment|lot)\b/iu },
]

/** A part of every identifier, so that most texts need no second look. */
const ANY = /\d{3}|\d[/.-]\d|@|\b(?:Mr|Mrs|Ms|Miss|Master|Herr|Frau)\b|patient|\b(?:Pt|Name):|name is|birth|born|DOB|\b9\d[- ]|lives|resid|\bSSN|MRN/iu

/** What in a text could tell who a patient is. */
export function patientDataHits(text: string): Hit[] {
  if (!ANY.test(text))
    return []
  const hits: Hit[] = []
  for (const { what, pattern, mend, nearPatient, unless } of IDENTIFIERS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      const around = `${text.slice(Math.max(0, start - 80), start)} ${text.slice(end, end + 80)}`
      if (nearPatient && (!PATIENT.test(around) || NOT_PATIENT.test(around)) && !/,? (?:aged |age )?\d{1,3}(?:,| ?y\b| ?yo\b| ?yrs?\b| years|-year)/.test(text.slice(end, end + 14)))
        continue
      if (unless?.test(`${text.slice(Math.max(0, start - 60), end)}${text.slice(end, end + 60)}`))
        continue
      if (isCovered(hits, start, end))
        continue
      hits.push({ start, end, message: `This looks like ${what}: "${match[0].trim()}".`, mend: mend === 'Leave it out.' ? LEAVE_OUT : mend })
    }
  }
  return hits.sort((a, b) => a.start - b.start)
}

/** What a picture's text or file name says that could show who a patient is. */
export function patientPictureHits(alt: string, source = ''): Hit[] {
  const named = patientDataHits(alt)
  const showsPerson = /\b(?:photo(?:graph)?s?|picture|portrait|image|selfie|face)\b[^.;]{1,40}\b(?:of|from|showing)\b[^.;]{1,30}\b(?:patients?|mr|mrs|ms|child|baby|girl|boy|woman|man)\b|\bpatient['’]?s? (?:\p{L}{1,15} ){0,2}(?:face|portrait|photo(?:graph)?)\b|\bface of (?:a |the |our |this )?(?:patient|woman|man|child|girl|boy|baby)/iu.test(alt)
  const hasFace = /\b(?:face|facial|portrait|full-face|head and shoulders|eyes|photo(?:graph)?|selfie)\b/iu.test(alt)
  const consent = /\b(?:consent|permission|model|stock|public domain|drawing|diagram|illustration|icon|cartoon|chart|sketch|simulated|actor|clock|anonymi[sz]ed)\b/iu.test(alt)
  const file = /(?:^|[/_-])(?:mrn|patient|pt|dob)[_-]?\d{3,}|\.dcm$/iu.test(source)
  return [
    ...named,
    ...(showsPerson && hasFace && !consent && named.length === 0
      ? [{ start: 0, end: alt.length, message: `The picture seems to show a patient who can be recognized: "${alt.slice(0, 60)}".`, mend: 'Use a drawing, or a picture for whose publication the patient has consented in writing, and say so in its text.' }]
      : []),
    ...(file ? [{ start: 0, end: alt.length, message: `The file's name looks like a patient's number: "${source}".`, mend: 'Rename the file, and look into it for burned-in names and metadata.' }] : []),
  ]
}
