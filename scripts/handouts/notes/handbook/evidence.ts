import type { Course } from '../../../course/course.ts'
import type { RenderCitation } from '../../../course/render-markdown.ts'
import type { Outcome, Study } from '../../../course/studies-schema.ts'
import { deckEn } from '../../../../app/words/deck-en.ts'
import { certaintySymbols } from '../../../../lib/certainty.ts'
import { formatPValue } from '../../../../lib/format-p-value.ts'
import { outcomeNumbers } from '../../../../lib/outcome-result.ts'
import { citationOf } from '../../../course/citation-order.ts'
import { escapeHtml } from '../../../html/escape-html.ts'
import { partHeading } from '../shell.ts'

/**
 * The studies of studies.yaml as tables, one for each use that has several and one for the rest: who took part, what was
 * given, what was found, in numbers and how sure.
 */
export function evidenceHtml({ studies, bibliography }: Pick<Course, 'studies' | 'bibliography'>, citation: RenderCitation): string {
  return `<section class="part evidence" style="page: evidence">
${partHeading('evidence', 'Evidence tables')}
<p class="lead">Certainty of the evidence after GRADE, in the judgment of the editors. n: participants analyzed; CI: confidence interval.</p>
${groupStudies(studies).map(({ title, studies }, index) => `<table>
<caption>Table ${index + 1}. ${escapeHtml(title)}</caption>
<thead><tr><th scope="col">Study</th><th scope="col">Participants and dose</th><th scope="col">Results</th><th scope="col">Limitation and certainty</th></tr></thead>
<tbody>
${studies.map(study => rowHtml(study, bibliography.get(citationOf(study))?.retracted, citation)).join('\n')}
</tbody>
</table>`).join('\n')}
</section>`
}

/** Studies by the use that they are about, in the order of studies.yaml; uses with one study are gathered at the end. */
export function groupStudies(studies: readonly Study[]): { title: string, studies: Study[] }[] {
  const groups = new Map<string, Study[]>()
  for (const study of studies) {
    const use = study.indication.split(/[,;(]/)[0]!.trim()
    groups.set(use, [...groups.get(use) ?? [], study])
  }
  const several = [...groups].filter(([, group]) => group.length > 1).map(([title, studies]) => ({ title, studies }))
  const single = [...groups].filter(([, group]) => group.length === 1).flatMap(([, group]) => group)
  if (single.length === 0)
    return several
  return [...several, { title: several.length > 0 ? 'Other uses and questions' : 'Studies', studies: single }]
}

function rowHtml(study: Study, retracted: string | undefined, citation: RenderCitation): string {
  const { label, indication, kind, n, enrolled, population, dose, comparator, duration, outcomes, safety, limitation, certainty, unverified } = study
  const symbols = certaintySymbols[certainty]
  const participants = n === null ? '' : `<strong>n&nbsp;=&nbsp;${n}</strong>${enrolled ? ` of ${enrolled} enrolled` : ''}. `
  return `<tr>
<th scope="row">${escapeHtml(label)}${citation([citationOf(study)])}<span class="quiet">${escapeHtml(deckEn.study.kinds[kind])}<br>${escapeHtml(indication)}</span>${retracted ? `<span class="mark">✕ ${escapeHtml(retracted)}</span>` : ''}</th>
<td><p>${participants}${escapeHtml(population)}</p><p>${escapeHtml([dose, comparator && `against ${lowerFirst(comparator)}`, duration].filter(Boolean).join('; '))}</p></td>
<td>${outcomes.map(outcomeHtml).join('')}${safety ? `<p>Harms: ${escapeHtml(safety)}</p>` : ''}${outcomes.length === 0 && !safety ? '<p>No outcome recorded.</p>' : ''}</td>
<td><p>${escapeHtml(limitation)}</p><p class="certainty">${symbols ? `<span class="symbols">${symbols}</span> ` : ''}<strong>${deckEn.certainty[certainty]}</strong></p>${unverified ? `<p class="mark">? Unverified: ${escapeHtml(unverified)}</p>` : ''}</td>
</tr>`
}

function outcomeHtml(outcome: Outcome): string {
  const result = outcome.text ?? (outcomeNumbers(outcome, deckEn.results) || 'no result recorded')
  const numbers = outcome.text && outcome.difference?.ci ? ` (${outcomeNumbers({ ...outcome, arms: [] }, deckEn.results)})` : ''
  const p = outcome.p ? `; <em>P</em>&nbsp;${escapeHtml(formatPValue(outcome.p))}` : ''
  return `<p>${outcome.primary ? '<strong>Primary.</strong> ' : ''}${escapeHtml(outcome.name)}: ${escapeHtml(result.replace(/\.$/, ''))}${escapeHtml(numbers)}${p}.${outcome.unverified ? ` <span class="mark">? Unverified: ${escapeHtml(outcome.unverified)}</span>` : ''}</p>`
}

function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text
}
