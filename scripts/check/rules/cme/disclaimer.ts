import { defineRule, foundIn } from '../../rule.ts'

export const disclaimer = defineRule({
  id: 'cme-disclaimer',
  family: 'cme',
  severity: 'warning',
  why: '"Disclaimers: none" discloses nothing: learners are told which financial relationships somebody has or that there are none.',
  mend: 'Head the slide "Disclosures", and write the relationships, or that there are none with ineligible companies in the past 24 months.',
  source: 'ACCME Standards for Integrity and Independence, Standard 3',
  examples: {
    fires: ['# Disclaimers\n\n- None', '# Disclaimer: none', '# Disclosures\n\n- N/A'],
    silent: ['# Disclosures: no relationships with ineligible companies in 24 months', '# Disclaimer\n\nDoses are for adults; look them up before you prescribe.', '# Contraindications\n\n- None are known'],
  },
  find: document => document.course.slides.flatMap((slide) => {
    const pieces = (document.slides.get(slide.no) ?? []).filter(piece => ['headline', 'body', 'list-item'].includes(piece.kind) && !piece.within.includes('EditorNote'))
    const [head, ...rest] = pieces
    if (head?.kind !== 'headline' || !/^(?:(?:financial )?disclaimers?|(?:financial )?disclosures?|conflicts? of interest)\b/i.test(head.text))
      return []
    const body = [head.text.replace(/^[^:]{1,60}:?/, ''), ...rest.map(piece => piece.text)].join(' ').trim()
    const isEmpty = /^[-–—\s]*(?:none|no|nil|n\/?a|nothing|not applicable)[\s.!]*$/i.test(body)
    return isEmpty ? [foundIn(head, 0, head.text.length, `"${head.text}${rest.length > 0 ? `: ${rest.map(piece => piece.text).join(' ')}` : ''}" is no disclosure.`)] : []
  }),
})
