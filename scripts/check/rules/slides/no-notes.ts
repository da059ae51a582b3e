import { placeIn } from '../../place.ts'
import { defineRule } from '../../rule.ts'

/** Layouts that nobody speaks to, or that need no words. */
const SILENT = new Set(['cover', 'section', 'end', 'references'])

export const noNotes = defineRule({
  id: 'no-notes',
  family: 'slides',
  severity: 'warning',
  why: 'In a deck with notes, the handout\'s page of this slide stays empty, and whoever gives the talk next does not know what was said.',
  mend: 'Add what you say as a comment at the end of the slide: <!-- … -->',
  source: 'Lectern',
  examples: {
    fires: ['# One\n\nWords.\n\n<!-- Say one. -->\n\n---\n\n# Two\n\nWords.\n\n<!-- Say two. -->\n\n---\n\n# Three\n\nNothing is said here.'],
    silent: ['# One\n\nA deck without notes.\n\n---\n\n# Two\n\nWords.', '# One\n\n<!-- Say one. -->\n\n---\n\n# Two\n\n<!-- Say two. -->\n\n---\nlayout: section\n---\n\n# A section'],
  },
  find(document) {
    const spoken = document.course.slides.filter(slide => !SILENT.has(slide.layout) && slide.minutes !== 0)
    const without = spoken.filter(slide => slide.note.trim() === '')
    return without.length * 2 > spoken.length
      ? []
      : without.map(slide => ({ ...placeIn(slide, slide.title), message: 'The slide has no notes, unlike most of this deck.' }))
  },
})
