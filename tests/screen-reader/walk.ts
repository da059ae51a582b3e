import type { Orca } from './orca.ts'
import { serveSealedCourse } from '../e2e/support/sealed-course.ts'
import { go, listen, read } from './listener.ts'

/*
 * The whole journey to credit, by keys and Orca alone: writes what is spoken. node tests/screen-reader/walk.ts [firefox|chromium] [file]
 * It stops where something that a learner has to hear is not said. README.md beside it says what to install.
 */

await listen('spoken', serveSealedCourse, async ({ hear, code }) => {
  await hear('The page opens', orca => orca.listen(8000), /Safe doses/)
  await hear('Asks for a code', async orca => [...await orca.pressUntil('Tab', /E-mail address entry/), ...await orca.type('ann@example.org'), ...await orca.press('Return')], /A code of \w+ digits is on its way/)
  await hear('A wrong code', async orca => [...await orca.type('00000000'), ...await orca.press('Return')], /This code is not right/)
  await hear('The right code', async orca => [...await orca.press('ctrl+a'), ...await orca.type(await code()), ...await orca.press('Return')], /Who you are/)
  await hear('Nothing filled in', go(/Save and go on/), /3 entries need your attention/, /Given name.*entry/, /This is needed/)
  await hear('Fills in, with a wrong number', async orca => [...await orca.type('Ann'), ...await orca.press('Tab'), ...await orca.type('Ota'), ...await orca.press('Tab', 'Tab', 'Down', 'Tab'), ...await orca.type('1234567890'), ...await orca.press('Return', 'Tab', 'shift+Tab')], /One entry needs your attention/, /This is not a National Provider Identifier/)
  await hear('Mended', async orca => [...await orca.press('ctrl+a'), ...await orca.type('1234567893'), ...await orca.press('Return')], /Safe doses/)
  await hear('The front matter', read(70, /Disclosures heading level 2/, /No financial relationships/), /Disclosures heading level 2/, /No financial relationships/)
  await hear('Goes on without the tick', go(/Go on push button/), /Tick the box when you have read this page/)
  await hear('Ticked', async orca => [...await orca.press('space', 'Tab', 'Return')], /checked/, /Pre-test heading/)
  await hear('The questions', read(44, /500 mg/), /Question 1 of 2\sIs a trailing zero safe\?/, /radio button/)
  await hear('Submits too early', go(/Submit answers/), /Not answered yet: Question 1, Question 2/)
  await hear('Answers', async orca => [...await orca.press('Return', 'space'), ...await orca.pressUntil('Tab', /\d mg/), ...await orca.press('space')], /selected/)
  await hear('Submits', go(/Submit answers/), /Lecture/)
  await hear('The lecture', read(44, /Go to the slides/), /Slides seen/, /Go to the slides push button/)
  await hear('The second slide', go(/Slide 2 push button/), /66 percent/)
  await hear('The last slide', go(/Slide 3 push button/), /You are done with the lecture/)
  await hear('On to the post-test', go(/Go on to: Post-test/), /Post-test heading/)
  await hear('Its rules', read(46, /Begin the post-test/), /66%/, /You may take it 3 times/)
  await hear('Begins', go(/Begin the post-test/), /Question 1 of 3/)
  await hear('Chooses by what is heard', choose, /radio button/, /check box/, /Question 3 of 3/)
  await hear('Submits', go(/Submit answers/), /Passed: 3 of 3 points/)
  await hear('Shows the answers', go(/Show your answers/), /expanded/)
  await hear('On to the evaluation', go(/Go on to: Evaluation/), /Evaluation heading/)
  await hear('Evaluates', async orca => [...await orca.pressUntil('Tab', /radio button/), ...await orca.press('space'), ...await go(/Submit answers/)(orca)], /Credit/)
  await hear('The claim', go(/Claim push button/), /Cancel push button/)
  await hear('Cancels', go(/Cancel/), /Claim push button/)
  await hear('Claims', async orca => [...await orca.press('Return'), ...await go(/Claim push button/)(orca)], /You have claimed 1 Demonstration unit/)
  await hear('The certificate', read(70), /Certificate heading level 2/, /Valid/, /PDF/)
  await hear('The transcript', go(/Transcript link/), /Transcript heading level 1/)
  await hear('Its list', read(60), /Safe doses heading level 3/, /1 Demonstration unit/, /Valid/, /Completed/)
  await hear('To whoever verifies it', async orca => [...await orca.press('ctrl+Home'), ...await go(/^Certificate .* link/)(orca)], /Certificate/)
  await hear('The page that verifies', read(60), /This certificate is valid/, /Ann Ota/, /The provider.s signature holds/, /1 Demonstration unit/)
  await hear('Back', orca => orca.press('alt+Left'), /Transcript/)
  await hear('In Spanish', async orca => [...await orca.press('ctrl+Home'), ...await go(/Español/)(orca)], /./)
  await hear('The page in Spanish', read(60), /Expediente/)
})

/** The questions and their answers come in another order each time. */
async function choose(orca: Orca): Promise<string[]> {
  const right = /^0\.5 mg|^Do not prescribe it/
  const said: string[] = []
  for (let question = 0; question < 3; question++) {
    const first = await orca.press('Tab')
    said.push(...first)
    if (first.some(line => /check box/.test(line))) {
      for (let option = 0; option < 3; option++) {
        const line = option ? await orca.press('Tab') : first
        if (option)
          said.push(...line)
        if (line.some(words => /Paracetamol|Ibuprofen/.test(words)))
          said.push(...await orca.press('space'))
      }
    }
    else {
      if (!first.some(line => right.test(line)))
        said.push(...await orca.pressUntil('Down', right, 8))
      said.push(...await orca.press('space'))
    }
  }
  return said
}
