import type { VerifyLanguage } from '../../../server/certificates/verify-page/words.ts'
import type { CourseFacts } from './course-facts.ts'
import type { BegunCourse, Visitor } from './visitor.ts'
import type { HomeWords } from './words.ts'
import { creditAmount } from '../../../lib/credit-amount.ts'
import { notAccreditedIn } from '../../../lib/not-accredited.ts'
import { plainStatement } from '../../../server/certificates/certificate.ts'
import { styled } from '../../../server/certificates/verify-page/verify-page.ts'
import { tokens } from '../../../server/certificates/verify-page/verify-styles.ts'
import { escapeHtml } from '../../html/escape-html.ts'
import { homeWords } from './words.ts'

export interface HomePage {
  readonly courses: readonly CourseFacts[]
  readonly visitor: Visitor
  /** Whether the office's pages were built. */
  readonly office: boolean
  readonly language: VerifyLanguage
  /** ISO date. */
  readonly today: string
}

/** The front door: what can be taken, how far one is, and where else to go. It works without scripts. */
export function homePage({ courses, visitor, office, language, today }: HomePage): string {
  const words = homeWords[language]
  const person = visitor.kind === 'person' ? visitor : undefined
  const begun = new Map(person?.courses.map(course => [course.course, course]))
  const given = [...courses].sort((one, other) => Number(begun.has(other.name)) - Number(begun.has(one.name)))
  const withdrawn = person?.courses.filter(({ course }) => !courses.some(({ name }) => name === course)) ?? []
  const hasService = visitor.kind !== 'none'
  return page(words, language, `
<p class="lead">${hasService ? words.lead : words.leadWithoutService}</p>
${stateOf(visitor, words)}
<div id="courses">
${given.length ? given.map(course => courseSection(course, begun.get(course.name), hasService, today, words, language)).join('\n') : `<p>${words.noCourses}</p>`}
</div>
${withdrawn.length ? `<section><h2>${words.others}</h2><ul>${withdrawn.map(course => `<li><a href="/${encodeURIComponent(course.course)}/module/"${langOf(course.language, language)}>${escapeHtml(course.title)}</a>: ${course.next ? escapeHtml(words.continueAt(words.steps[course.next])) : words.done}</li>`).join('')}</ul></section>` : ''}
${hasService
  ? `<div class="doors">
<section><h2>${words.verifyTitle}</h2><p>${words.verifyWhy}</p><p><a href="/verify/?lang=${language}">${words.verify}</a></p></section>
${office && (!person || person.role !== 'learner') ? `<section><h2>${words.officeTitle}</h2><p>${person ? words.officeWhy : words.officeSignIn}</p><p><a href="/office/">${words.office}</a></p></section>` : ''}
</div>`
  : ''}`)
}

function stateOf(visitor: Visitor, words: HomeWords): string {
  switch (visitor.kind) {
    case 'none':
      return ''
    case 'anonymous':
      return `<p>${words.signInThere}</p>`
    case 'unknown':
      return `<p class="note"><span aria-hidden="true">!</span> ${words.unknown}</p>`
    case 'person': {
      const [first] = visitor.courses
      return `<p>${words.signedIn(escapeHtml(visitor.email))}${first ? ` <a href="/${encodeURIComponent(first.course)}/module/#/transcript">${words.transcript}</a>` : ''}</p>`
    }
  }
}

function courseSection(course: CourseFacts, begun: BegunCourse | undefined, hasService: boolean, today: string, words: HomeWords, language: VerifyLanguage): string {
  const { name, title, products, about } = course
  const folder = `/${encodeURIComponent(name)}`
  const lang = langOf(about?.language, language)
  const day = (date: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date))
  const isClosed = about !== undefined && (today < about.released || today > about.expires)
  return `<section class="course">
<h2${lang}>${escapeHtml(title)}</h2>
${about ? `<p${lang}>${escapeHtml(about.summary)}</p>${factsOf(about, isClosed ? undefined : day, words, language)}` : ''}
${about && isClosed ? `<p class="note"><span aria-hidden="true">!</span> ${today < about.released ? words.opens(day(about.released)) : words.ended(day(about.expires))}</p>` : ''}
${products.includes('module') ? `<p class="actions">${nextOf(folder, begun, hasService && about?.credit !== undefined && !isClosed, words, day)}</p>` : ''}
${materialsOf(folder, products, words)}
</section>`
}

function factsOf({ notAccredited, credit, provider, minutes, slides, expires }: NonNullable<CourseFacts['about']>, day: ((date: string) => string) | undefined, words: HomeWords, language: VerifyLanguage): string {
  const number = (value: number) => value.toLocaleString(language, { maximumFractionDigits: 2 })
  // What the kit says of a demonstration is said in the page's language; an accreditor's wording is English and stays so.
  const said = notAccredited && language !== 'en' ? notAccreditedIn[language] : notAccredited
  const statements = said ? [`${words.demonstration} ${said}`] : credit?.statements ?? []
  return `<dl>
<div><dt>${words.provider}</dt><dd>${escapeHtml(provider)}</dd></div>
<div><dt>${words.length}</dt><dd>${words.minutes(minutes, slides)}</dd></div>
<div><dt>${words.credit}</dt><dd>${credit ? words.creditUpTo(styled(creditAmount(credit.maximum, credit.type, language, number(credit.maximum)))) : words.selfAssessment}</dd></div>
${day ? `<div><dt>${words.open}</dt><dd>${words.until(day(expires))}</dd></div>` : ''}
</dl>
${statements.map(statement => `<p class="statement"${said ? '' : ' lang="en"'}>${styled(plainStatement(statement))}</p>`).join('\n')}`
}

/** The one thing to do next. */
function nextOf(folder: string, begun: BegunCourse | undefined, canBegin: boolean, words: HomeWords, day: (date: string) => string): string {
  const link = (text: string, step = '') => `<a class="primary" href="${folder}/module/${step}">${text}</a>`
  if (!begun)
    return link(canBegin ? words.begin : words.look)
  if (begun.next)
    return `<strong>${words.goOn}:</strong> ${link(escapeHtml(words.continueAt(words.steps[begun.next])), `#/${begun.next}`)}`
  return `${begun.completed ? words.completed(day(begun.completed)) : words.done} ${link(words.toCertificate, '#/claim')}`
}

function materialsOf(folder: string, products: readonly string[], words: HomeWords): string {
  const { slides, reading, presenter, handouts, quizzes } = words.products
  const links = [
    ...products.includes('slides') ? [['slides/', slides], ['slides/#/reading', reading], ['slides/#/presenter/1', presenter]] : [],
    ...products.includes('handouts') ? [['handouts/', handouts]] : [],
    ...products.includes('quizzes') ? [['quizzes/', quizzes]] : [],
  ]
  return links.length ? `<h3>${words.materials}</h3><ul class="materials">${links.map(([path, text]) => `<li><a href="${folder}/${path}">${text}</a></li>`).join('')}</ul>` : ''
}

function langOf(language: string | undefined, page: VerifyLanguage): string {
  return language && language.slice(0, 2) !== page ? ` lang="${escapeHtml(language)}"` : ''
}

const STYLES = `${tokens()}
* { box-sizing: border-box; }
body { margin: 0; background: var(--lectern-paper); color: var(--lectern-ink); font: 1.0625rem/1.5 var(--lectern-font-text); overflow-wrap: anywhere; }
header, main { max-width: 46rem; margin: 0 auto; padding: var(--lectern-space-4); }
header { display: flex; justify-content: space-between; gap: var(--lectern-space-4); color: var(--lectern-muted); border-bottom: 1px solid var(--lectern-rule); }
h1, h2 { font-family: var(--lectern-font-title); font-weight: 600; line-height: 1.2; }
h1 { font-size: 2rem; margin: var(--lectern-space-5) 0 var(--lectern-space-4); }
h2 { font-size: 1.4rem; margin: 0 0 var(--lectern-space-2); }
h3 { font-size: 1rem; margin: var(--lectern-space-4) 0 0; color: var(--lectern-muted); font-weight: 600; }
a { color: var(--lectern-accent); padding: 0.2rem 0; }
a:focus-visible { outline: 3px solid var(--lectern-info-mark); outline-offset: 2px; }
.lead { font-size: 1.15rem; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: var(--lectern-space-4); top: var(--lectern-space-2); background: var(--lectern-paper); }
.course { border: 1px solid var(--lectern-rule); border-top: 4px solid var(--lectern-accent); border-radius: var(--lectern-radius); background: var(--lectern-surface); padding: var(--lectern-space-4) var(--lectern-space-5); margin: var(--lectern-space-5) 0; }
.statement { font-size: 0.9375rem; border-left: 4px solid var(--lectern-rule-strong); padding-left: var(--lectern-space-3); }
.note { background: var(--lectern-caution-tint); border-left: 4px solid var(--lectern-caution-mark); padding: var(--lectern-space-3) var(--lectern-space-4); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: var(--lectern-space-3); }
.primary { display: inline-block; min-height: 2.75rem; padding: 0.55rem var(--lectern-space-5); background: var(--lectern-accent); color: var(--lectern-on-accent); border-radius: var(--lectern-radius); font-weight: 600; text-decoration: none; }
dl { margin: var(--lectern-space-4) 0; }
dl div { display: grid; grid-template-columns: 7rem 1fr; gap: var(--lectern-space-3); padding: 0.2rem 0; }
dt { color: var(--lectern-muted); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.materials { display: flex; flex-wrap: wrap; gap: 0 var(--lectern-space-5); margin: 0; padding: 0; list-style: none; }
.materials a { display: inline-block; line-height: 1.8; }
.doors { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: var(--lectern-space-5); border-top: 1px solid var(--lectern-rule); padding-top: var(--lectern-space-5); }
.doors a { display: inline-block; }
@media (max-width: 30rem) { dl div { grid-template-columns: 1fr; gap: 0; } .course { padding: var(--lectern-space-4); } }
`

function page(words: HomeWords, language: VerifyLanguage, body: string): string {
  const others = Object.entries(homeWords).filter(([code]) => code !== language)
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title} · Lectern</title>
<link rel="icon" type="image/svg+xml" href="/favicon.ico"><style>${STYLES}</style></head>
<body><a class="skip" href="#courses">${words.skip}</a>
<header><span>Lectern</span><nav aria-label="${words.languages}">${others.map(([code, { languageName }]) => `<a href="/?lang=${code}" lang="${code}" hreflang="${code}">${languageName}</a>`).join(' ')}</nav></header>
<main><h1>${words.title}</h1>
${body.trim()}</main></body>
</html>`
}
