import { defineRule } from '../../rule.ts'
import { maskMarkdown } from '../../text/mask.ts'

export const strayMark = defineRule({
  id: 'stray-mark',
  family: 'slides',
  severity: 'warning',
  why: 'Two asterisks without a partner stand on the slide as asterisks, or make the rest of the paragraph bold; they are mostly left over from a conversion.',
  mend: 'Add the partner, or remove them.',
  source: 'CommonMark 0.31, emphasis and strong emphasis',
  examples: {
    fires: ['# A meeting\n\nPain Medicine Symposium**'],
    silent: ['# A meeting\n\nPain **Medicine** Symposium', '# Powers\n\n`2 ** 3`', '# Rules\n\n***\n\nWords'],
  },
  find: document => document.course.slides.flatMap((slide) => {
    if (!slide.content.includes('**'))
      return []
    const { text } = maskMarkdown(slide.content)
    let at = 0
    // Emphasis does not reach over an empty line, nor out of a list item or a cell.
    return text.split('\n\n').flatMap((paragraph) => {
      const start = at
      at += paragraph.length + 2
      const marks = [...paragraph.matchAll(/(?<!\*)\*\*(?!\*)/g)]
      return marks.length % 2 === 0 ? [] : [{ file: slide.file, ...slide.positionOf(start + marks.at(-1)!.index), slide: slide.no, message: 'These asterisks have no partner.' }]
    })
  }),
})
