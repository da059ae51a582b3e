import { isOwnText } from '../../prose/in-pieces.ts'
import { relativeEffectHits } from '../../prose/relative-effect.ts'
import { defineRule, foundIn } from '../../rule.ts'

export const relativeEffect = defineRule({
  id: 'evidence-relative-effect',
  family: 'evidence',
  severity: 'warning',
  why: '"Cut the risk by 25%" sounds the same for 40% as for 0.4%: clinicians and patients overrate a benefit that is given only relatively.',
  mend: 'Add the absolute effect: the risk in both groups, the difference in percentage points, or the number needed to treat.',
  source: 'CONSORT 2025, item 26; Gigerenzer et al. 2007, Psychol Sci Public Interest 8:53',
  examples: {
    fires: ['# Statins cut the relative risk of stroke by 25% [@one]', '# Relapse\n\nTreatment halved the rate of relapses [@one].', '# Relapse\n\nPatients were 30% less likely to relapse [@one].'],
    silent: ['# Stroke occurred in 2.1% and 2.8%, a relative risk reduction of 25% [@one]', '# Relapse\n\nTreatment halved the rate of relapses [@one].\n\n- 10 of 100 on the drug\n- 20 of 100 on placebo', '# Words\n\nRelative risk compares the risk in two groups.'],
  },
  find: document => document.pieces.filter(isOwnText).flatMap((piece) => {
    if (piece.kind === 'yaml')
      return []
    const hits = relativeEffectHits(piece.text)
    if (hits.length === 0)
      return []
    const around = piece.slide === undefined
      ? document.pieces.filter(other => other.item === piece.item && other.file === piece.file)
      : document.slides.get(piece.slide) ?? []
    // Charts and tables of the ledger show both groups.
    const slide = piece.slide === undefined ? undefined : document.course.slides[piece.slide - 1]
    const showsGroups = slide?.markup.elements.some(({ name }) => ['ResponderBars', 'StudyTable', 'CohortTable'].includes(name)) ?? false
    if (showsGroups)
      return []
    return relativeEffectHits(piece.text, around.map(other => other.text).join('\n')).map(hit => foundIn(piece, hit.start, hit.end, hit.message, { mend: hit.mend }))
  }),
})
