import { defineRule } from '../../rule.ts'
import { itemExample } from './define-item-rule.ts'

export const blueprint = defineRule({
  id: 'items-blueprint',
  family: 'items',
  severity: 'warning',
  why: 'A post-test that leaves an objective out says nothing about it; an item that tests none measures what nobody promised to teach.',
  mend: 'Write an item for the objective, or name the objective at the item: {#id objective=LO1}.',
  source: 'NBME Item-Writing Guide, 2021 (content outline)',
  examples: {
    fires: [itemExample('## Which medicine rules the drug out? {#two cite=a}\n\n- [ ] Ibuprofen\n- [x] Tramadol\n- [ ] Gabapentin\n\n> Tramadol is an opioid.'), { ...itemExample('## Which medicine rules the drug out? {#two objective=LO1 cite=a}\n\n- [ ] Ibuprofen\n- [x] Tramadol\n- [ ] Gabapentin\n\n> Tramadol is an opioid.'), 'course.yaml': 'objectives:\n  - { id: LO1, text: State the dose, level: 3A }\n  - { id: LO2, text: Name a contraindication, level: 3A }' }],
    silent: [itemExample('## Which medicine rules the drug out? {#two objective=LO1 cite=a}\n\n- [ ] Ibuprofen\n- [x] Tramadol\n- [ ] Gabapentin\n\n> Tramadol is an opioid.'), '# A course without a post-test'],
  },
  find(document) {
    const { course } = document
    const tests = course.quizzes.filter(quiz => quiz.kind === 'post-test')
    if (tests.length === 0)
      return []
    const tested = new Set(tests.flatMap(quiz => quiz.items.flatMap(item => item.objectives)))
    return [
      ...tests.flatMap(quiz => quiz.items.flatMap(item => item.objectives.length > 0 || item.type === 'likert' || item.type === 'free-text' || item.type === 'commitment'
        ? []
        : [{ file: quiz.file, line: item.line, column: 1, message: `The item "${item.id}" tests no objective.` }])),
      ...course.meta.objectives.flatMap((objective, index) => tested.has(objective.id)
        ? []
        : [{ ...document.positionOf('course.yaml', ['objectives', index, 'id']), message: `No item of the post-test tests ${objective.id}.` }]),
    ]
  },
})
