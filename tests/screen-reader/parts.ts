import { request } from 'playwright-core'
import { wrongResponse } from '../e2e/post-test-driver.ts'
import { bringBy, commandBy, quizOf } from '../e2e/support/bring-to.ts'
import { serveSealedCourse } from '../e2e/support/sealed-course.ts'
import { smallCourse } from '../e2e/support/small-course.ts'
import { go, listen, read, signIn } from './listener.ts'

/*
 * What no walk straight to the certificate passes, by keys and Orca alone: questions that are matched, ordered and pointed at, a network
 * that goes and comes, an attempt that fails and the wait for another, the whole evaluation, the pages for whoever verifies.
 * node tests/screen-reader/parts.ts [firefox|chromium] [file]
 */

const EMAIL = 'bea@example.org'

const course = {
  ...smallCourse,
  'slides/demo/course.yaml': smallCourse['slides/demo/course.yaml']!.replace('attempts: 3,', 'attempts: 3, retakeDelay: 2 minutes,'),
  'quizzes/demo/images/ecg.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="600" height="300"><path d="M0 30h15l5-8 5 8h10l4-25 5 35 4-10h15l6-12 8 12h23" fill="none" stroke="#333"/></svg>',
  'quizzes/demo/pre-test.md': `---
title: Pre-test
kind: pre-test
---

## Match each abbreviation with what it stands for. {#matching objective=LO1 type=matching}

| Abbreviation | Meaning |
| --- | --- |
| CI | Confidence interval |
| RR | Risk ratio |

## Put the parts of a prescription into order. {#ordering objective=LO1 type=ordering}

1. Name of the drug
2. Strength
3. Route

## Where is the P wave? {#spot objective=LO1 type=hot-spot}

![One beat of a drawn electrocardiogram: a small wave, a sharp spike and a broad wave](images/ecg.svg)

- [x] The small wave before the spike \`rect 16 44 12 24\`
- [ ] The sharp spike \`rect 34 6 12 86\`
`,
}

const api = await request.newContext()
let sealed: Awaited<ReturnType<typeof serveSealedCourse>>

await listen('parts', async () => sealed = await serveSealedCourse(course), async (listener) => {
  const { hear, code, note } = listener
  await bringBy(api, sealed, ['front-matter', 'pre-test'], EMAIL, code)
  await hear('Signs in', signIn(EMAIL, listener), /Pre-test heading level 1/)
  await hear('The questions by lines', read(60, /The sharp spike/), /Match each abbreviation/, /Put the parts of a prescription/, /electrocardiogram/, /The sharp spike/)
  await hear('Matches', async orca => [...await orca.press('ctrl+Home'), ...await orca.pressUntil('Tab', /combo box/), ...await orca.press('Down', 'Down'), ...await orca.pressUntil('Tab', /combo box/), ...await orca.press('Down')], /CI/, /RR/, /Confidence interval|Risk ratio/)
  await hear('Orders', async orca => [...await orca.pressUntil('Tab', /push button/), ...await orca.press('Tab', 'Tab', 'Return', 'Return')], /Name of the drug|Strength|Route/)
  await hear('Points', async orca => [...await orca.pressUntil('Tab', /radio button/), ...await orca.press('space')], /small wave/, /selected/)
  await sealed.stop()
  await hear('Answers without a network', async orca => [...await orca.pressUntil('shift+Tab', /RR combo box/), ...await orca.press('Down')], /The network is away\. One answer is kept/)
  await hear('Waits without a network', orca => orca.listen(20_000), { never: /The network is away.*\n[\s\S]*The network is away/ })
  await sealed.start()
  await hear('The network is back', async orca => orca.listen(5000), /Everything is saved/)

  await bringBy(api, sealed, ['pre-test', 'post-test'], EMAIL, code)
  await hear('Comes back', orca => orca.open(sealed.address), /Post-test heading level 1/)
  await hear('Begins', go(/Begin the post-test/), /Question 1 of 3/)
  for (const item of quizOf(sealed.course, 'post-test').items)
    await commandBy(api, sealed, { kind: 'answer', item: item.id, response: wrongResponse(item) })
  await hear('Comes back to it', orca => orca.open(sealed.address), /Post-test heading level 1/)
  await hear('Fails', go(/Submit answers/), /Not passed/)
  const begun = Date.now()
  await hear('Waits', async (orca) => {
    const said = await orca.listen(45_000)
    note(`   (${said.length} lines in ${Math.round((Date.now() - begun) / 1000)} seconds)`)
    return said
  }, { never: /That is in/ })
  await hear('The wait is over', orca => orca.listen(90_000), /Another attempt is possible now/)

  await bringBy(api, sealed, ['post-test', 'evaluation'], EMAIL, code)
  await hear('Comes to the evaluation', orca => orca.open(sealed.address), /Evaluation heading level 1/)
  await hear('The evaluation by lines', read(60), /commercial bias/, /where was it/, /Ask about opioids/)
  await hear('Submits it too early', async orca => [...await orca.press('ctrl+Home'), ...await go(/Submit answers/)(orca)], /Question 1/)
  await hear('Fills it in', async orca => [...await orca.press('ctrl+Home'), ...await orca.pressUntil('Tab', /radio button/), ...await orca.press('space'), ...await orca.pressUntil('Tab', /entry/), ...await orca.type('None'), ...await orca.pressUntil('Tab', /check box/), ...await orca.press('space')], /checked/)
  await hear('Sends it', go(/Submit answers/), /Credit/)

  await commandBy(api, sealed, { kind: 'claim', credits: 0.75 })
  await hear('Where to verify', orca => orca.open(`${sealed.server.url}/verify/`), /Verify a certificate/)
  await hear('A number that is none', async orca => [...await orca.pressUntil('Tab', /number.* entry/i), ...await orca.type('wrong'), ...await orca.press('Return')], /Verify a certificate/)
  await hear('What it says of it', read(30), /Verify a certificate heading/)
  await hear('In Spanish', async orca => [...await orca.press('ctrl+Home'), ...await go(/Español link/)(orca)], /./)
  await hear('The page in Spanish', read(30), /Número/)
})
