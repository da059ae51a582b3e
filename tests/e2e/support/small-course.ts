import { soundCourse } from '../../support/temporary-project.ts'

/** A course for credit that is quickly taken: three slides, a pre-test of two, a post-test of three questions, an evaluation. */
export const smallCourse: Record<string, string> = {
  'slides/demo/course.yaml': `title: Safe doses
summary: Three slides about how doses are written.
language: en-US
format: enduring
audience: [Physicians]
faculty:
  - name: Test Author
    role: author
    disclosure: { status: none }
practiceGap:
  current: Doses are written unsafely.
  desired: Doses are written safely.
objectives:
  - { id: LO1, text: State the dose, level: 3A }
  - { id: LO2, text: Name one contraindication, level: 3A }
offLabel: { discussed: true, statement: This activity discusses unapproved use. }
commercialSupport: { received: false, statement: No commercial support was received. }
provider: { name: Test Provider, contact: cme@example.org }
accreditation: none
credits: { type: Demonstration unit, maximum: 1, step: 0.25 }
released: 2026-01-01
reviewed: 2026-01-01
expires: 2028-12-31
estimatedMinutes: 10
lectureMinutes: 3
assessment: { passMark: 66, attempts: 3, feedback: answers-when-passed }
completion: { rules: [Pass the post-test] }
contact: { name: Test Office, email: office@example.org }
privacy: Answers are kept under your name.
requirements: A browser.
`,
  'slides/demo/studies.yaml': soundCourse['slides/demo/studies.yaml']!,
  'slides/demo/references.bib': soundCourse['slides/demo/references.bib']!,
  'slides/demo/slides.md': `---
theme: none
title: Safe doses
minutes: 1
---

# The first slide claims something

---
minutes: 1
---

# Pain fell a little more than on placebo [@younger2013]

---
minutes: 1
---

# The end
`,
  'quizzes/demo/pre-test.md': `---
title: Pre-test
kind: pre-test
---

## Is a trailing zero safe? {#zero objective=LO1 type=true-false}

- [ ] True
- [x] False

## Which dose is low? {#low objective=LO1}

- [x] 4.5 mg
- [ ] 50 mg
- [ ] 500 mg
`,
  'quizzes/demo/post-test.md': `---
title: Post-test
kind: post-test
sealed: true
shuffle: [questions, options]
---

## How is half a milligram written? {#half objective=LO1 cite=younger2013}

- [x] 0.5 mg
- [ ] Half a mg
- [ ] .5 mg

> A leading zero keeps the point in sight.

## A patient takes methadone. What do you do? {#methadone objective=LO2 cite=younger2013}

- [x] Do not prescribe it
- [ ] Prescribe 1 mg
- [ ] Prescribe 4.5 mg

> It precipitates withdrawal.

## Which may be combined with it? Select all. {#combine objective=LO2 cite=younger2013 select=all}

- [x] Paracetamol
- [x] Ibuprofen
- [ ] Morphine

> Opioids do not go with it.
`,
  'quizzes/demo/evaluation.md': `---
title: Evaluation
kind: evaluation
---

## Was the content free of commercial bias? {#bias type=single}

- [ ] Yes
- [ ] In part
- [ ] No

## If you noticed bias, where was it? {#bias-comment type=free-text}

## What will you change? {#changes type=commitment within="three months"}

- Write leading zeros
- Ask about opioids
`,
}
