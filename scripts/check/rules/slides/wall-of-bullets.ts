import { placeIn } from '../../place.ts'
import { listsOf, wordCount } from '../../prose/slide-density.ts'
import { defineRule } from '../../rule.ts'

export const wallOfBullets = defineRule({
  id: 'wall-of-bullets',
  family: 'slides',
  severity: 'warning',
  why: 'A wall of bullets hides which of them matters, and an audience reads ahead of the speaker.',
  mend: 'Keep the points that support the headline, move the others to the notes, or draw what they say.',
  source: 'Garner and Alley 2013, Int J Eng Educ 29:1564 (assertion-evidence slides)',
  examples: {
    fires: [`# Twelve points\n\n${Array.from({ length: 12 }, (_, index) => `- Point number ${index + 1}`).join('\n')}`, `# Seven long points\n\n${'- The label says what nobody remembers to ask before the first dose is taken\n'.repeat(7)}`],
    silent: ['# Five steps\n\n1. Ask\n2. Stop the opioid\n3. Wait\n4. Start low\n5. Rate the symptom', '# Short names\n\n- Pain\n- Sleep\n- Mood\n- Fatigue\n- Itch\n- Spasm\n- Nausea'],
  },
  find: document => document.course.slides.flatMap((slide) => {
    const lists = slide.layout === 'references' ? [] : listsOf(slide, document.slides.get(slide.no) ?? [])
    return lists.flatMap((items) => {
      const words = items.reduce((sum, item) => sum + wordCount(item.text), 0)
      const isWall = items.length > 8 || (items.length > 6 && words > 7 * items.length)
      return isWall ? [{ ...placeIn(slide, items[0]!.text), message: `This list has ${items.length} bullets with ${words} words.` }] : []
    })
  }),
})
