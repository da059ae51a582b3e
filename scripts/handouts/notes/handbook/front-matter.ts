import type { CourseMeta, Person } from '../../../course/course-schema.ts'
import type { Course } from '../../../course/course.ts'
import { feedbackInWords } from '../../../course/feedback-policy.ts'
import { escapeHtml } from '../../../html/escape-html.ts'
import { isSealed } from '../../../quizzes/seal.ts'
import { partHeading } from '../shell.ts'
import { statementsAsHtml } from './statements.ts'

/** Title page: what the course is, who answers for it, and whether it gives credit. */
export function coverHtml({ meta }: Pick<Course, 'meta'>): string {
  const { title, subtitle, basedOn, faculty, provider } = meta
  return `<section class="cover">
<p class="kind">Handbook</p>
${partHeading('cover', title)}
${subtitle ? `<p class="subtitle">${escapeHtml(subtitle)}</p>` : ''}
<div class="authors">
${basedOn ? `<p>Rebuilt from the lecture “${escapeHtml(basedOn.title)}” by ${escapeHtml(basedOn.author)}${basedOn.affiliation ? `, ${escapeHtml(basedOn.affiliation)}` : ''}</p><p class="notice">${escapeHtml(basedOn.notice)}</p>` : `<p>${faculty.map(person => escapeHtml(nameOf(person))).join('<br>')}</p>`}
</div>
<div class="foot">
<div class="statements">${statementsAsHtml(meta).map(statement => `<p>${statement}</p>`).join('\n')}</div>
<p class="dates">${[provider.name, ...datesOf(meta)].map(line => escapeHtml(upperFirst(line))).join('<br>')}</p>
</div>
</section>`
}

/**
 * What learners must see before the content: disclosures of everyone who controls it, off-label use, commercial support,
 * and the usual front matter of an enduring material (ACCME Standards for Integrity and Independence, Standards 3 and 4).
 */
export function frontMatterHtml({ meta, slides, quizzes }: Pick<Course, 'meta' | 'slides' | 'quizzes'>): string {
  const { practiceGap, offLabel, commercialSupport, assessment, contact } = meta
  const postTest = quizzes.find(quiz => quiz.kind === 'post-test')
  const feedback = feedbackInWords(assessment, !!postTest && isSealed(postTest, { meta }))
  const people: [title: string, people: readonly Person[]][] = [['Faculty', meta.faculty], ['Planners', meta.planners], ['Reviewers', meta.reviewers]]
  return `<section class="part front-matter" style="page: about">
${partHeading('about', 'About this course')}
${row('Summary', paragraph(meta.summary))}
${row('Audience', list(meta.audience))}
${row('Format', paragraph(`${meta.format === 'live' ? 'Live activity' : 'Enduring material'}: a lecture of ${slides.length} ${slides.length === 1 ? 'slide' : 'slides'}${postTest ? ` and a post-test of ${postTest.items.length} questions` : ''}.`))}
${row('Time', paragraph(`${meta.estimatedMinutes} minutes, ${meta.lectureMinutes} of them for the lecture.`))}
${row('Dates', paragraph(`${datesOf(meta).join('; ')}.`))}
${row('To complete it', list(meta.completion.rules))}
${row('Assessment', paragraph(`Pass mark ${postTest?.passMark ?? assessment.passMark}%; attempts: ${assessment.attempts}${assessment.retakeDelay ? `; wait before another attempt: ${assessment.retakeDelay}` : ''}. Feedback: ${lowerFirst(feedback)}${/[.!?]$/.test(feedback) ? '' : '.'}`))}
${row('Credit', statementsAsHtml(meta).map(statement => `<p>${statement}</p>`).join(''))}
${row('Practice gap', [
  labelled('Today', practiceGap.current),
  labelled('What it should be', practiceGap.desired),
  practiceGap.causes.length > 0 ? `<p class="heading"><strong>Causes</strong></p>${list(practiceGap.causes)}` : '',
  practiceGap.data ? labelled('Data', practiceGap.data) : '',
  practiceGap.outcome ? labelled('Intended outcome', practiceGap.outcome) : '',
].join(''))}
${row('Requirements', paragraph(meta.requirements))}
${row('Privacy', paragraph(meta.privacy))}
${row('Provider', paragraph(`${meta.provider.name}. ${meta.provider.contact}`, meta.provider.url))}
${row('Contact', paragraph([contact.name, contact.note].filter(Boolean).join('. '), contact.email && `mailto:${contact.email}`))}
</section>
<section class="part front-matter" style="page: disclosures">
${partHeading('disclosures', 'Disclosures')}
<p class="lead">Financial relationships with ineligible companies in the prior 24 months, of everyone who controlled the content.</p>
${people.filter(([, group]) => group.length > 0).map(([title, group]) => row(title, group.map(personHtml).join('\n'))).join('\n')}
${row('Off-label use', `<p><strong>${offLabel.discussed ? 'Yes, discussed.' : 'No, not discussed.'}</strong> ${escapeHtml(offLabel.statement)}</p>`)}
${row('Commercial support', paragraph(`${commercialSupport.statement}${commercialSupport.supporters?.length ? ` Supporters: ${commercialSupport.supporters.join(', ')}.` : ''}`))}
</section>`
}

export function objectivesHtml({ objectives }: CourseMeta): string {
  return `<section class="part objectives" style="page: objectives">
${partHeading('objectives', 'Learning objectives')}
<p class="lead">After this activity, participants should be able to:</p>
<ol>${objectives.map(({ id, text }) => `<li><span class="number">${escapeHtml(id)}</span><span>${escapeHtml(text)}</span></li>`).join('\n')}</ol>
</section>`
}

function personHtml(person: Person): string {
  const { role, affiliation, disclosure } = person
  const relationships = disclosure.relationships ?? []
  const disclosed = {
    pending: '<strong class="caution">! Pending.</strong>',
    none: 'No financial relationships with ineligible companies.',
    relationships: relationships.map(({ company, nature, mitigated }) => escapeHtml(`${company}: ${nature} (${mitigated ? 'mitigated' : 'not yet mitigated'}).`)).join(' '),
  }[disclosure.status]
  return `<div class="person">
<p><strong>${escapeHtml(nameOf(person))}</strong></p>
<p>${escapeHtml(role)}${affiliation ? `. ${escapeHtml(affiliation)}` : ''}</p>
<p>Disclosure: ${disclosed}${disclosure.note ? ` ${escapeHtml(disclosure.note)}` : ''}</p>
</div>`
}

function nameOf({ name, credentials }: Person): string {
  return credentials ? `${name}, ${credentials}` : name
}

function datesOf({ released, reviewed, expires, language }: CourseMeta): string[] {
  const date = (iso: string) => new Date(`${iso}T12:00:00Z`).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })
  return [`Released ${date(released)}`, `last reviewed ${date(reviewed)}`, `expires ${date(expires)}`]
}

function row(title: string, html: string): string {
  return `<div class="row"><div class="side"><h2>${escapeHtml(title)}</h2></div><div>${html}</div></div>`
}

function paragraph(text: string, url?: string): string {
  return `<p>${escapeHtml(text)}${url ? ` <a href="${escapeHtml(url)}">${escapeHtml(url.replace(/^(?:https?:\/\/|mailto:)/, ''))}</a>` : ''}</p>`
}

function labelled(label: string, text: string): string {
  return `<p><strong>${escapeHtml(label)}.</strong> ${escapeHtml(text)}</p>`
}

function list(items: readonly string[]): string {
  return `<ul>${items.map(item => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`
}

/** A sentence after a colon begins small, unless its first word is an abbreviation. */
function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
