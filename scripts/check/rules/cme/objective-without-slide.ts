import { defineRule } from '../../rule.ts'

export const objectiveWithoutSlide = defineRule({
  id: 'cme-objective-without-slide',
  family: 'cme',
  severity: 'warning',
  why: 'What the course promises, it has to teach: an objective that no slide serves is an empty promise.',
  mend: 'Add "objective: LO1" to the front matter of the slides that serve it, or drop the objective.',
  source: 'ACCME criterion C3; cme-rules: objective coverage',
  examples: {
    fires: [{ 'slides.md': '---\nobjective: LO1\n---\n\n# One', 'course.yaml': 'objectives:\n  - { id: LO1, text: State the dose, level: 3A }\n  - { id: LO2, text: Name a contraindication, level: 3A }' }],
    silent: [{ 'slides.md': '---\nobjective: [LO1, LO2]\n---\n\n# One', 'course.yaml': 'objectives:\n  - { id: LO1, text: State the dose, level: 3A }\n  - { id: LO2, text: Name a contraindication, level: 3A }' }, '# A deck that names no objectives yet'],
  },
  find(document) {
    const served = new Set(document.course.slides.flatMap(slide => slide.objectives))
    // A deck that names none at all is a draft: one finding for each objective would say nothing new.
    return served.size === 0
      ? []
      : document.course.meta.objectives.flatMap(({ id }, index) => served.has(id) ? [] : [{ ...document.positionOf('course.yaml', ['objectives', index, 'id']), message: `No slide serves ${id}.` }])
  },
})
