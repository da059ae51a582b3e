import { placeIn } from '../../place.ts'
import { bodyWords } from '../../prose/slide-density.ts'
import { defineRule } from '../../rule.ts'

/** A listener reads about four words in a second while the speaker waits; 75 take nearly twenty. */
const LIMIT = 75

export const tooManyWords = defineRule({
  id: 'too-many-words',
  family: 'slides',
  severity: 'warning',
  why: 'While an audience reads, it does not listen: beyond about 75 words a slide is a handout.',
  mend: 'Move words to the notes, which handouts print beside the slide, or split the slide.',
  source: 'Mayer, Multimedia Learning (redundancy principle); Garner and Alley 2013, Int J Eng Educ 29:1564 (assertion-evidence slides)',
  examples: {
    fires: [`# A paragraph is no slide\n\n${'The story explains why the evidence looks as it does, with small trials and long silence. '.repeat(6)}`],
    silent: ['# Few words\n\n- Well absorbed\n- Large first pass\n- Bioavailability 5% to 40%', `# A table is looked up\n\n| Study | Design |\n| --- | --- |\n${'| Younger 2013 | Crossover, randomized, double-blind |\n'.repeat(15)}`],
  },
  find: document => document.course.slides.flatMap((slide) => {
    const words = slide.layout === 'references' ? 0 : bodyWords(document.slides.get(slide.no) ?? [])
    return words > LIMIT ? [{ ...placeIn(slide, slide.title), message: `The slide has ${words} words besides its headline and its tables.` }] : []
  }),
})
