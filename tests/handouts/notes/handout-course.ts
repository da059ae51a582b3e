import { soundCourse } from '../../support/temporary-project.ts'

/** Words that stand only in keys, feedback and rationales of the post-test; no handout may hold them. */
export const secrets = ['SECRET-RATIONALE', 'SECRET-FEEDBACK', '13.7', '[x]']

const studies = Array.from({ length: 24 }, (_, index) => `- id: trial${index}
  citation: younger2013
  label: Trial ${index}
  indication: Fibromyalgia
  design: Randomized crossover
  kind: crossover-rct
  n: ${20 + index}
  population: Women with fibromyalgia who took no opioids
  dose: 4.5 mg daily
  comparator: Placebo
  outcomes:
    - id: pain
      name: Pain reduction
      primary: true
      unit: "%"
      arms: [{ name: LDN, value: 28.8 }, { name: Placebo, value: 18 }]
      p: "0.016"
  limitation: Small
  certainty: low
`).join('')

/** A course with all that handouts can show: sections, notes, editor's notes, a long table, every common type of question. */
export const handoutCourse: Record<string, string> = {
  ...soundCourse,
  'slides/demo/course.yaml': soundCourse['slides/demo/course.yaml']!
    .replace('disclosure: { status: none }', 'disclosure: { status: none }\n  - name: Second Author\n    role: speaker\n    disclosure: { status: relationships, relationships: [{ company: Acme <Pharma>, nature: consultant, mitigated: true }] }\nplanners:\n  - name: Third Person\n    role: planner\n    disclosure: { status: pending }'),
  'slides/demo/studies.yaml': soundCourse['slides/demo/studies.yaml']! + studies,
  'slides/demo/references.bib': `${soundCourse['slides/demo/references.bib']}
@article{bested2023,
  author = {Bested, K}, title = {Low-dose naltrexone for treatment of pain}, journal = {Pain Reports}, shortjournal = {Pain Rep},
  year = {2023}, volume = {8}, number = {4}, pages = {e1080}, doi = {10.1097/PR9.0000000000001080}
}
`,
  'slides/demo/slides.md': `---
theme: none
title: A small course
section: Opening
minutes: 1
---

# The first slide claims something

---
section: Trials & errors
minutes: 1
objective: LO1
---

# Pain fell a little more than on placebo [@younger2013]

<StudyCard study="younger2013" outcomes="pain" />

[The last slide](/4)

<EditorNote id="E07" said="It works for &amp; everyone" cites="bested2023">

It did not: 31 patients took part [@bested2023].

</EditorNote>

<!--
Say: what the trial found [@younger2013], and <not> more.

${'A long note goes on to the next page and loses no word on its way there. '.repeat(60)}
-->

---
minutes: 1
---

# Third words on a slide of their own

Zebra crossing

---
minutes: 0
---

# The end

Quagga farewell
`,
  'quizzes/demo/post-test.md': `---
title: Post-test
kind: post-test
passMark: 75%
---

## Which dose is low? {#dose objective=LO1 cite=younger2013}

- [ ] 50 mg
  > SECRET-FEEDBACK one
- [x] 4.5 mg
  > SECRET-FEEDBACK two

> SECRET-RATIONALE one [@younger2013]

## Which are contraindications? {#contra objective=LO2 select=all}

- [x] Opioids
- [x] Acute hepatitis
- [ ] Water

> SECRET-RATIONALE two

## Naltrexone is an agonist. {#agonist objective=LO1 type=true-false}

- [ ] True
- [x] False

> SECRET-RATIONALE three

## Match drug and class. {#match objective=LO1 type=matching}

| Drug | Class |
|---|---|
| Naltrexone | Opioid antagonist |
| Morphine | Opioid agonist |

> SECRET-RATIONALE four

## Put the steps in order. {#order objective=LO2 type=ordering}

1. First step: ask about Alcohol
2. Second step: test
3. Assess again

> SECRET-RATIONALE five

## What is the half-life? {#halflife objective=LO1 type=numeric answer="13.7 ± 0.5 h"}

> SECRET-RATIONALE six
`,
}
