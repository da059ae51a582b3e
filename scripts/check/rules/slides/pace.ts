import { placeIn, placeOfKey } from '../../place.ts'
import { sentencesOf } from '../../prose/sentences.ts'
import { wordCount } from '../../prose/slide-density.ts'
import { defineRule } from '../../rule.ts'

/** Words in a minute; lecturers speak 120 to 150, nobody follows more than 180. */
const FASTEST = 190
/** Parts of notes that are not said aloud. */
const NOT_SAID = /^(?:evidence|sources?|references?|pause|for the record|not to be read|for reading|if asked|background|timing|note to|click|demo)\b/i

export const pace = defineRule({
  id: 'pace',
  family: 'slides',
  severity: 'warning',
  why: 'Notes that do not fit into the slide\'s minutes make the talk run over, and the last slides, on safety, are the ones that are skipped.',
  mend: 'Shorten the notes, give the slide more minutes, or split it.',
  source: 'Lectern; National Center for Voice and Speech: about 150 words in a minute of conversation',
  examples: {
    fires: [{ 'slides.md': `---\nminutes: 0.5\n---\n\n# Half a minute\n\n<!--\n${'These words take far longer to say than the slide has time for today. '.repeat(12)}\n-->`, 'course.yaml': 'lectureMinutes: 0.5' }],
    silent: [{ 'slides.md': `---\nminutes: 1\n---\n\n# A minute\n\n<!--\n${'These words take a while to say. '.repeat(18)}\n-->` }, `# No time given\n\n<!--\n${'These words take far longer to say. '.repeat(60)}\n-->`],
  },
  find: document => document.course.slides.flatMap((slide) => {
    if (!slide.minutes)
      return []
    const words = (document.slides.get(slide.no) ?? [])
      .filter(piece => piece.kind === 'note' && !NOT_SAID.test(piece.text))
      .reduce((sum, piece) => sum + sentencesOf(piece.text).filter(({ text }) => !NOT_SAID.test(text)).reduce((total, { text }) => total + wordCount(text), 0), 0)
    const rate = words / slide.minutes
    if (rate <= FASTEST)
      return []
    const place = slide.frontmatter.minutes === undefined ? placeIn(slide, slide.title) : placeOfKey(slide, 'minutes')
    return [{ ...place, message: `${words} words of notes in ${slide.minutes} ${slide.minutes === 1 ? 'minute' : 'minutes'} are ${Math.round(rate)} words a minute; ${FASTEST} is faster than anybody follows.` }]
  }),
})
