/*
 * A sealed post-test with every type. Each word of it that a learner must not see before the grading begins with "zqkey",
 * so that it can be looked for in everything that is public.
 */

const feedback = (number: number) => `zqkeyfeedback${number}`
const rationale = (number: number) => `\n> zqkeyrationale${number}\n`

/** The quiz; with other keys it is another quiz that shows the learner exactly the same. */
export function sealedQuiz(keys: 'one' | 'other'): string {
  const box = (one: boolean) => one === (keys === 'one') ? '[x]' : '[ ]'
  const pick = <T>(one: T, other: T) => keys === 'one' ? one : other
  const words = (text: string) => keys === 'one' ? text : text.replace(/zqkey/g, 'zqother')
  return words(`---
title: A sealed test
kind: post-test
sealed: true
partialCredit: ${pick('all', '[matching]')}
shuffle: [questions, options]
---

## Which drug? {#single objective=LO1 cite=younger2013}

- ${box(true)} Tramadol
  > ${feedback(1)}
- ${box(false)} Ibuprofen
  > ${feedback(2)}
${rationale(1)}
## Which drugs? {#multiple type=multiple objective=LO1}

- ${box(true)} Morphine
  > ${feedback(3)}
- ${box(false)} Aspirin
- ${box(true)} Codeine
${rationale(2)}
## So? {#true-false type=true-false objective=LO1}

- ${box(true)} True
- ${box(false)} False
${rationale(3)}
## Match. {#matching type=matching objective=LO2}

| Dose | Name |
| --- | --- |
| 1 mg | ${pick('Low', 'Standard')} |
| 50 mg | ${pick('Standard', 'Low')} |
${rationale(4)}
## Order. {#ordering type=ordering objective=LO2}

1. ${pick('Tell', 'Stop')}
2. ${pick('Stop', 'Tell')}
3. Operate
${rationale(5)}
## How much? {#numeric type=numeric answer="${pick('8317.25 ± 0.5', '9426.5 ± 0.25')} mg" objective=LO2}
${rationale(6)}
## Fill ___ in. {#fill-in type=fill-in objective=LO2}

1. zqkeyvariant1 | zqkeyvariant2
${rationale(7)}
## Where? {#hot-spot type=hot-spot objective=LO2}

![Two boxes](boxes.svg)

- ${box(true)} Left \`rect 0 0 50 100\`
  > ${feedback(4)}
- ${box(false)} Right \`rect 50 0 50 100\`
${rationale(8)}
## A patient {#case type=case}

She is 52.

### What now? {#case-question objective=LO2}

- ${box(true)} Wait
  > ${feedback(5)}
- ${box(false)} Treat
${rationale(9)}`)
}

export const boxes = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50"><path d="M5 5H45V45H5Z M55 5H95V45H55Z"/></svg>\n'

/** What must not be found: markers, and the number that is right. */
export const secretsOf = (keys: 'one' | 'other'): string[] => keys === 'one' ? ['zqkey\\w+', '8317\\.25'] : ['zqother\\w+', '9426\\.5']
