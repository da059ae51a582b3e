import type { ReferenceEntry } from '../../scripts/slides/course-data.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'

const source = `---
title: Sample test
kind: post-test
passMark: 60%
shuffle: [questions, options]
intro: Five questions.
---

## Which drug is an *opioid*? {#opioid cite=label}

A patient takes four drugs:

| Drug | Dose |
| --- | --- |
| Tramadol | 50 mg |
| Ibuprofen | 400 mg |

- [x] Tramadol
  > It is SECRET-FEEDBACK an opioid [@label].
- [ ] Duloxetine
  > It is SECRET-FEEDBACK no opioid.
- [ ] Ibuprofen

> SECRET-RATIONALE on tramadol [@label; @trial].

## Which of these are doses? {#doses type=multiple}

- [x] 1 mg
- [ ] Monday
- [x] 2 mg

## Naltrexone is an opioid antagonist. {#antagonist type=true-false}

- [x] True
- [ ] False

> SECRET-RATIONALE on antagonists.

## Match dose and name. {#bands type=matching}

| Dose | Name |
| --- | --- |
| 50 mg | Standard |
| 0.5 mcg | Ultra-low |
| 4.5 mg | Low |

## Put the steps in order. {#steps type=ordering}

1. Tell the team
2. Stop the drug
3. Operate
4. Restart
`

export const sampleQuiz = parseQuiz(source, 'sample.md').quiz!

export const sampleReferences: ReferenceEntry[] = [
  { key: 'other', number: 1, html: 'Other.', text: 'Other.' },
  { key: 'label', number: 2, html: 'Label. <em>Title</em>.', text: 'Label. Title.', unverified: 'read in a copy' },
  { key: 'trial', number: 3, html: 'Trial.', text: 'Trial.', retracted: 'Retracted' },
]

/** The right responses. */
export const rightAnswers = { opioid: 0, doses: [0, 2], antagonist: 0, bands: [1, 2, 0], steps: [3, 2, 0, 1] }
