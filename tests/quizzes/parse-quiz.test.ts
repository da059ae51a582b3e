import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { printQuiz } from '../../scripts/quizzes/print-quiz.ts'
import { itemTexts } from '../../scripts/quizzes/quiz-citations.ts'
import { toHtml } from '../../scripts/quizzes/rich-text.ts'
import { caseItems, fillInItem, hotSpotItem, matchingItem, multipleItem, numericItem, orderingItem, quizSource, readQuiz, singleItem, surveyItems, trueFalseItem } from './quiz-source.ts'

const numbers = (keys: readonly string[]) => `<sup>${keys.join(',')}</sup>`

describe('parseQuiz', () => {
  it('reads the front matter', () => {
    const { quiz } = parseQuiz(`---
title: Post-test
kind: post-test
passMark: 75%
shuffle: [questions, options]
intro: |
  Twelve *questions*.

  Take your time.
---
${singleItem}`, 'quizzes/ldn/post-test.md')
    expect(quiz).toMatchObject({
      file: 'quizzes/ldn/post-test.md',
      title: 'Post-test',
      kind: 'post-test',
      passMark: 75,
      shuffle: { questions: true, options: true },
      intro: { text: 'Twelve questions. Take your time.' },
    })
  })

  it('reads a single-answer item with everything it can have', () => {
    const quiz = readQuiz(`
## Which dose of *naltrexone* is low? {#dose objective="LO1 LO2" cite="toljan2018 naltrexonelabel"}

A patient of 41 years
takes nothing else.

| Dose | n |
| ---: | - |
| 1 mg | 3 |

- [ ] 50 mg
  > The standard dose [@naltrexonelabel].
- [X] 4.5&nbsp;mg & less
  > Right.
  >
  > Really.
- [ ] \`.5mg\`

> Low is 1 mg to 5 mg [@toljan2018; @naltrexonelabel].
`)
    const item = quiz.items[0]!
    expect(item).toMatchObject({ id: 'dose', type: 'single', line: 6, objectives: ['LO1', 'LO2'], cites: ['toljan2018', 'naltrexonelabel'] })
    expect(toHtml(item.stem, numbers)).toBe('Which dose of <em>naltrexone</em> is low?')
    expect(item.detail!.text).toBe('A patient of 41 years takes nothing else. Dose n 1 mg 3')
    expect(toHtml(item.detail!, numbers)).toContain('<th>Dose</th>')
    if (item.type !== 'single')
      throw new Error('single expected')
    expect(item.options.map(option => [option.text.text, option.key])).toEqual([['50 mg', false], ['4.5 mg & less', true], ['.5mg', false]])
    expect(toHtml(item.options[0]!.feedback!, numbers)).toBe('<p>The standard dose.<sup>naltrexonelabel</sup></p>')
    expect(toHtml(item.options[1]!.feedback!, numbers)).toBe('<p>Right.</p>\n<p>Really.</p>')
    expect(item.options[2]!.feedback).toBeUndefined()
    expect(item.rationale).toMatchObject({ text: 'Low is 1 mg to 5 mg.', cites: ['toljan2018', 'naltrexonelabel'] })
  })

  it('reads every other type', () => {
    const quiz = readQuiz([multipleItem, trueFalseItem, matchingItem, orderingItem, numericItem, '## All? {#all select=all}\n\n- [x] A\n- [x] B\n'].join('\n'))
    expect(quiz.items.map(item => item.type)).toEqual(['multiple', 'true-false', 'matching', 'ordering', 'numeric', 'multiple'])
    expect(quiz.items[4]).toMatchObject({ answer: { value: 4.5, tolerance: 0.1, unit: 'mg' } })
  })

  it('reads blanks, regions, cases and commitments', () => {
    const quiz = readQuiz([fillInItem, hotSpotItem, caseItems].join('\n'))
    const [fill, spot, first, second] = quiz.items
    expect(fill).toMatchObject({ type: 'fill-in', exact: false, stem: { blanks: 1, text: 'The ___ sign.' }, detail: { blanks: 1 }, blanks: [{ accepts: [{ text: 'minus' }, { text: '−' }, { text: 'plus|minus' }] }, { accepts: [{ text: 'Negative' }] }] })
    expect(spot).toMatchObject({
      type: 'hot-spot',
      image: { source: 'boxes.png', alt: 'Three boxes' },
      regions: [
        { text: { text: 'Left' }, key: true, shape: { kind: 'rect', x: 0, y: 0, width: 30, height: 100 } },
        { text: { text: 'Middle' }, key: false, shape: { kind: 'circle', x: 50, y: 50, radius: 10.5 } },
        { text: { text: 'Right' }, shape: { kind: 'poly', points: [[70, 0], [100, 0], [100, 100]] } },
      ],
    })
    expect(quiz.cases).toMatchObject([{ id: 'patient', title: { text: 'A patient' }, detail: { text: 'She is 52.' } }])
    expect([fill, first, second].map(item => item!.caseId)).toEqual([undefined, 'patient', 'patient'])
    const survey = readQuiz(surveyItems, 'evaluation')
    expect(survey.items.slice(-2)).toMatchObject([{ type: 'commitment', within: '3 months', changes: [{ text: 'Ask' }, { text: 'Write' }] }, { type: 'commitment', changes: [] }])
  })

  it('reads pictures in questions, options, tables and feedback', () => {
    const item = readQuiz('## S ![one](a/b c.png) {#a}\n\n| A |\n|---|\n| ![two](/two.svg) |\n\n- [x] ![three](molecule:(−)-Naltrexone)\n  > ![four](4.jpg)\n- [ ] B\n'.replace('a/b c.png', '<a/b c.png>')).items[0]!
    expect(itemTexts(item).flatMap(text => text.images)).toEqual([{ source: 'a/b c.png', alt: 'one' }, { source: '/two.svg', alt: 'two' }, { source: 'molecule:(−)-Naltrexone', alt: 'three' }, { source: '4.jpg', alt: 'four' }])
    expect(toHtml(item.stem, { citation: numbers, image: ({ source }) => `<img src="${source}">` })).toBe('S <img src="a/b c.png">')
    expect(toHtml(item.stem, numbers)).toBe('S one')
  })

  it('reads policy, seed, seal and pool', () => {
    const read = (keys: string, items = [singleItem.replace('{#one', '{#one objective=LO1'), caseItems, orderingItem.replace('{#order', '{#order objective=LO1')].join('\n')) =>
      parseQuiz(`---\ntitle: A\nkind: practice\n${keys}\n---\n${items}`, 'quiz.md')
    expect(read('partialCredit: [matching, fill-in]\nseed: 7\nsealed: true\ndraw: 2 of 3').quiz).toMatchObject({
      grading: { 'multiple': 'all-or-nothing', 'matching': 'partial', 'ordering': 'all-or-nothing', 'fill-in': 'partial' },
      seed: 7,
      sealed: true,
      pool: { draw: 2, of: 3, strata: undefined },
    })
    expect(read('partialCredit: all').quiz!.grading).toEqual({ 'multiple': 'partial', 'matching': 'partial', 'ordering': 'partial', 'fill-in': 'partial' })
    expect(read('draw: 2 of 3 by objective').quiz!.pool).toEqual({ draw: 2, of: 3, strata: [{ objective: 'LO1', draw: 2, of: 3 }] })
    expect(read('draw: { LO1: 1 of 3 }').quiz!.pool).toEqual({ draw: 1, of: 3, strata: [{ objective: 'LO1', draw: 1, of: 3 }] })
    const problem = (keys: string) => read(keys).problems.map(({ rule, line }) => [rule, line])
    for (const draw of ['3 of 4', '0 of 3', '4 of 3', '{ LO1: 1 of 2 }', '{ LO1: 4 of 3 }', '{ LO1: 0 of 3 }', '{ LO2: 0 of 0 }'])
      expect(problem(`seed: 1\ndraw: ${draw}`), draw).toEqual([['quizzes-draw', 5]])
    expect(problem('draw: ten of thirty')).toEqual([['quizzes-invalid-value', 4]])
    expect(parseQuiz(`---\ntitle: A\nkind: practice\ndraw: 1 of 1 by objective\n---\n${singleItem}`, 'quiz.md').problems[0]).toMatchObject({ rule: 'quizzes-draw', message: expect.stringContaining('"one" names none') })
    expect(parseQuiz(`---\ntitle: A\nkind: evaluation\nsealed: true\n---\n${surveyItems}`, 'quiz.md').problems).toMatchObject([{ rule: 'quizzes-sealed-not-here', line: 4 }])
  })

  it('shares a stratified draw by largest remainder', () => {
    const items = Array.from({ length: 30 }, (_, index) => singleItem.replace('#one', `#q${index} objective=LO${index < 4 ? 1 : index < 13 ? 2 : 10}`)).join('\n')
    const { quiz } = parseQuiz(`---\ntitle: A\nkind: practice\ndraw: 10 of 30 by objective\n---\n${items}`, 'quiz.md')
    expect(quiz!.pool!.strata).toEqual([{ objective: 'LO1', draw: 1, of: 4 }, { objective: 'LO2', draw: 3, of: 9 }, { objective: 'LO10', draw: 6, of: 17 }])
  })

  it('puts True before False', () => {
    const item = readQuiz('## So? {#so type=true-false}\n\n- [x] False\n  > Right.\n- [ ] True\n').items[0]!
    expect('options' in item && item.options.map(option => [option.text.text, option.key])).toEqual([['True', false], ['False', true]])
  })

  it('numbers choices by their words, so that their order tells nothing about the key', () => {
    const [matching, ordering] = readQuiz(`${matchingItem}\n${orderingItem}`).items
    expect(matching).toMatchObject({ prompts: [{ text: '1 mg' }, { text: '50 mg' }, { text: '4.5 mg' }], choices: [{ text: 'low' }, { text: 'standard' }], key: [0, 1, 0] })
    expect(ordering).toMatchObject({ choices: [{ text: 'Alpha' }, { text: 'Mu' }, { text: 'Zeta' }], key: [2, 0, 1] })
  })

  it('reads an evaluation, whose questions have no right answers', () => {
    const quiz = readQuiz('## Agree? {#agree type=likert}\n\n- No\n- Yes\n\n## Bias? {#bias}\n\n- [ ] Yes\n- [ ] No\n\n## Why? {#why type=free-text}\n\nIn a word.\n', 'evaluation')
    expect(quiz.items).toMatchObject([{ type: 'likert', points: [{ text: 'No' }, { text: 'Yes' }] }, { type: 'single' }, { type: 'free-text', detail: { text: 'In a word.' } }])
  })

  it('reads which question of an evaluation may be left unanswered, and writes it again', () => {
    const quiz = readQuiz('## Sure? {#sure type=likert optional=yes}\n\n- No\n- Yes\n\n## Agree? {#agree type=likert}\n\n- No\n- Yes\n', 'evaluation')
    expect(quiz.items.map(item => item.optional)).toEqual([true, undefined])
    expect(printQuiz(quiz)).toContain('## Sure? {#sure type=likert optional=yes}')
  })

  it('keeps markup of authors as text', () => {
    const item = readQuiz('## <script>alert(1)</script> {#x}\n\n- [x] <b onclick="x()">bold</b>\n- [ ] [link](javascript:alert(1))\n').items[0]!
    const html = [item.stem, ...('options' in item ? item.options.map(option => option.text) : [])].map(text => toHtml(text, numbers)).join()
    expect(html).not.toMatch(/<(?!\/?sup)/)
  })

  it('freezes the model', () => {
    const quiz = readQuiz(singleItem)
    expect(Object.isFrozen(quiz) && Object.isFrozen(quiz.items) && Object.isFrozen(quiz.items[0])).toBe(true)
  })

  it('reads the course of this repository', () => {
    const types = ['pre-test', 'post-test', 'evaluation'].map((name) => {
      const file = `quizzes/low-dose-naltrexone/${name}.md`
      const { quiz, problems } = parseQuiz(readFileSync(file, 'utf8'), file)
      expect(problems).toEqual([])
      return quiz!.items.length
    })
    expect(types).toEqual([4, 12, 17])
  })

  it('reads Windows line ends and a byte order mark', () => {
    const { quiz } = parseQuiz(`\uFEFF${quizSource(singleItem)}`.replace(/\n/g, '\r\n'), 'quiz.md')
    expect(quiz?.items).toHaveLength(1)
  })
})

describe('parseQuiz refuses', () => {
  const options = '\n- [x] A\n- [ ] B\n'
  const cases: [name: string, items: string, rule: string, line: number, column: number, kind?: string][] = [
    ['two keys in a single-answer item', '## S {#a}\n\n- [x] A\n- [ ] B\n- [x] C\n', 'two-keys', 9, 1],
    ['two keys in a true-false item', '## S {#a type=true-false}\n\n- [x] True\n- [x] False\n', 'two-keys', 8, 1],
    ['no key', '## S {#a}\n\n- [ ] A\n- [ ] B\n', 'no-key', 5, 1],
    ['a key in an evaluation', `## S {#a}\n${options}`, 'key-in-evaluation', 7, 1, 'evaluation'],
    ['a missing id', `## S\n${options}`, 'missing-id', 5, 1],
    ['a missing id between braces', `## S {objective=LO1}\n${options}`, 'missing-id', 5, 1],
    ['an id that is none', `## S {#1.a}\n${options}`, 'invalid-id', 5, 7],
    ['a duplicate id', `## S {#a}\n${options}\n## T {#a}\n${options}`, 'duplicate-id', 10, 7],
    ['an unknown attribute', `## S {#a objectives=LO1}\n${options}`, 'unknown-attribute', 5, 10],
    ['an attribute twice', `## S {#a cite=x cite=y}\n${options}`, 'duplicate-attribute', 5, 17],
    ['an attribute without a value', `## S {#a multiple}\n${options}`, 'bad-attribute', 5, 10],
    ['an open quotation mark', `## S {#a cite="x}\n${options}`, 'bad-attribute', 5, 10],
    ['an objective that is none', `## S {#a objective=5}\n${options}`, 'bad-attribute', 5, 10],
    ['an empty attribute', `## S {#a cite=""}\n${options}`, 'bad-attribute', 5, 10],
    ['an unknown type', `## S {#a type=choice}\n${options}`, 'unknown-type', 5, 10],
    ['an unknown select', `## S {#a select=some}\n${options}`, 'bad-attribute', 5, 10],
    ['select against type', `## S {#a select=all type=matching}\n${options}`, 'bad-attribute', 5, 10],
    ['an answer in a choice item', `## S {#a answer=3}\n${options}`, 'bad-attribute', 5, 10],
    ['an empty stem', `## {#a}\n${options}`, 'empty-stem', 5, 1],
    ['options without boxes', '## S {#a}\n\n- A\n- B\n', 'not-a-task-list', 7, 1],
    ['an option without words', '## S {#a}\n\n- [x] A\n- [ ]\n', 'not-a-task-list', 8, 1],
    ['an empty option', '## S {#a}\n\n- [x] A\n-\n', 'not-a-task-list', 8, 1],
    ['options in a numbered list', '## S {#a}\n\n1. [x] A\n2. [ ] B\n', 'detail-content', 7, 1],
    ['no options', '## S {#a}\n\nA paragraph.\n', 'no-answers', 5, 1],
    ['one option', '## S {#a}\n\n- [x] A\n', 'too-few-options', 5, 1],
    ['two options alike', '## S {#a}\n\n- [x] A\n- [ ] *A*\n', 'duplicate-option', 8, 1],
    ['two lists', '## S {#a}\n\n- [x] A\n- [ ] B\n\n* [ ] C\n', 'two-answer-blocks', 10, 1],
    ['feedback that is not indented', '## S {#a}\n\n- [x] A\n> Why.\n- [ ] B\n', 'two-answer-blocks', 9, 1],
    ['two rationales', `## S {#a}\n${options}\n> One.\n\n> Two.\n`, 'stray-content', 12, 1],
    ['words after the rationale', `## S {#a}\n${options}\n> One.\n\nTwo.\n`, 'stray-content', 12, 1],
    ['words after the options', `## S {#a}\n${options}\nWords.\n`, 'stray-content', 10, 1],
    ['a rationale before the options', `## S {#a}\n\n> Why.\n${options}`, 'detail-content', 7, 1],
    ['a second paragraph in an option', '## S {#a}\n\n- [x] A\n\n  More.\n- [ ] B\n', 'option-content', 9, 3],
    ['two feedbacks', '## S {#a}\n\n- [x] A\n  > One.\n\n  > Two.\n- [ ] B\n', 'option-content', 10, 3],
    ['an empty feedback', '## S {#a}\n\n- [x] A\n  >\n- [ ] B\n', 'empty-text', 8, 3],
    ['a list in a feedback', '## S {#a}\n\n- [x] A\n  > - a list\n- [ ] B\n', 'quote-content', 8, 3],
    ['true and false in other words', '## S {#a type=true-false}\n\n- [x] Yes\n- [ ] No\n', 'true-false-options', 5, 1],
    ['true, false and more', '## S {#a type=true-false}\n\n- [x] True\n- [ ] False\n- [ ] Maybe\n', 'true-false-options', 5, 1],
    ['a matching table of three columns', '## S {#a type=matching}\n\n| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |\n', 'matching-columns', 7, 1],
    ['a matching table with an empty cell', '## S {#a type=matching}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n| 4 | |\n', 'empty-text', 10, 1],
    ['a matching table with a prompt twice', '## S {#a type=matching}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n| 1 | 3 |\n', 'duplicate-option', 7, 1],
    ['a matching table of one match', '## S {#a type=matching}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 2 |\n', 'duplicate-option', 7, 1],
    ['a matching table of one row', '## S {#a type=matching}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n', 'too-few-options', 7, 1],
    ['two tables in a matching item', '## S {#a type=matching}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n| A | B |\n|---|---|\n| 1 | 2 |\n', 'two-answer-blocks', 11, 1],
    ['no table in a matching item', `## S {#a type=matching}\n\nWords.\n`, 'no-answers', 5, 1],
    ['two entries to order', '## S {#a type=ordering}\n\n1. A\n2. B\n', 'too-few-options', 5, 1],
    ['an entry twice', '## S {#a type=ordering}\n\n1. A\n2. B\n3. A\n', 'duplicate-option', 9, 1],
    ['feedback in an entry to order', '## S {#a type=ordering}\n\n1. A\n   > Why.\n2. B\n3. C\n', 'entry-content', 8, 4],
    ['a numeric item without answer', '## S {#a type=numeric}\n', 'numeric-answer', 5, 1],
    ['a numeric item with words', '## S {#a type=numeric answer="about 5"}\n', 'numeric-answer', 5, 1],
    ['a scale with boxes', '## S {#a type=likert}\n\n- [ ] A\n- [ ] B\n', 'key-in-scale', 7, 1, 'evaluation'],
    ['a scale of one point', '## S {#a type=likert}\n\n- A\n', 'too-few-options', 5, 1, 'evaluation'],
    ['a scale with a rationale', '## S {#a type=likert}\n\n- A\n- B\n\n> Why.\n', 'stray-content', 10, 1, 'evaluation'],
    ['a scale in a post-test', '## S {#a type=likert}\n\n- A\n- B\n', 'type-not-here', 5, 10],
    ['ordering in an evaluation', '## S {#a type=ordering}\n\n1. A\n2. B\n3. C\n', 'type-not-here', 5, 10, 'evaluation'],
    ['a picture without words', `## S ![](b.png) {#a}\n${options}`, 'image', 5, 1],
    ['a picture with a title', `## S ![a](b.png "t") {#a}\n${options}`, 'image', 5, 1],
    ['a picture in the network', `## S ![a](https://a.example/b.png) {#a}\n${options}`, 'image', 5, 1],
    ['a picture outside the course', `## S {#a}\n\n![a](../b.png)\n${options}`, 'image', 7, 1],
    ['a picture of another format', '## S {#a}\n\n- [x] ![a](b.webp)\n- [ ] B\n', 'image', 7, 1],
    ['an HTML comment', `## S {#a}\n\n<!-- note -->\n${options}`, 'comment', 7, 1],
    ['a line break in an option', '## S {#a}\n\n- [x] A\\\n  b\n- [ ] B\n', 'line-break', 7, 1],
    ['words before the first item', `Hello.\n\n## S {#a}\n${options}`, 'stray-content', 5, 1],
    ['a heading of another level', `## S {#a}\n\n### T\n${options}`, 'detail-content', 7, 1],
    ['a quiz without items', '', 'no-items', 5, 1],
    ['more blanks than answers', '## A ___ b {#a type=fill-in}\n\nc ___\n\n1. x\n', 'blanks', 5, 1],
    ['more answers than blanks', '## A ___ b {#a type=fill-in}\n\n1. x\n2. y\n', 'blanks', 5, 1],
    ['two answers for no blank', '## A {#a type=fill-in}\n\n1. x\n2. y\n', 'blanks', 5, 1],
    ['no answers to fill in', '## A ___ {#a type=fill-in}\n', 'no-answers', 5, 1],
    ['an empty variant', '## A ___ {#a type=fill-in}\n\n1. x | | y\n', 'empty-text', 7, 1],
    ['a variant twice', '## A ___ {#a type=fill-in}\n\n1. mu | MU\n', 'duplicate-option', 7, 1],
    ['a variant with marks', '## A ___ {#a type=fill-in}\n\n1. x\n2. **y**\n', 'variant-marks', 8, 1],
    ['a blank in another type', `## A ___ {#a}\n${options}`, 'stray-blank', 5, 1],
    ['a blank in an option', '## A {#a}\n\n- [x] a ___\n- [ ] B\n', 'stray-blank', 5, 1],
    ['a blank in a case', caseItems.replace('52', '___'), 'stray-blank', 5, 1],
    ['match in another type', `## A {#a match=exact}\n${options}`, 'bad-attribute', 5, 10],
    ['another match', '## A {#a type=fill-in match=loose}\n\n1. x\n', 'bad-attribute', 5, 23],
    ['a hot-spot without a picture', hotSpotItem.replace('![Three boxes](boxes.png)', 'Words.'), 'hot-spot-picture', 5, 1],
    ['a hot-spot with words beside its picture', hotSpotItem.replace('![Three boxes](boxes.png)', 'Words ![Three boxes](boxes.png)'), 'hot-spot-picture', 5, 1],
    ['a region without a shape', hotSpotItem.replace(' `circle 50 50 10.5`', ''), 'region', 11, 1],
    ['a region without a name', hotSpotItem.replace('Middle ', ''), 'region', 11, 1],
    ['a region of an unknown shape', hotSpotItem.replace('circle 50 50 10.5', 'ellipse 50 50 10 5'), 'region', 11, 1],
    ['a region with too few numbers', hotSpotItem.replace('circle 50 50 10.5', 'rect 50 50 10'), 'region', 11, 1],
    ['a region outside the picture', hotSpotItem.replace('circle 50 50 10.5', 'rect 50 50 51 10'), 'region', 11, 1],
    ['a region with an odd number', hotSpotItem.replace('circle 50 50 10.5', 'poly 1 2 3 4 5 6 7'), 'region', 11, 1],
    ['two right regions', hotSpotItem.replace('[ ] Middle', '[x] Middle'), 'two-keys', 11, 1],
    ['a case without questions', '## A {#a type=case}\n\nWords.\n', 'empty-case', 5, 1],
    ['a list in a case', caseItems.replace('She is 52.', '- a\n- b'), 'detail-content', 7, 1],
    ['a case with an objective', caseItems.replace('type=case', 'type=case objective=LO1'), 'bad-attribute', 5, 34],
    ['a question of a case with the id of the case', caseItems.replace('#first', '#patient'), 'duplicate-id', 9, 13],
    ['a commitment in a test', '## A {#a type=commitment}\n', 'type-not-here', 5, 10],
    ['an optional that is no yes', '## S {#a type=likert optional=no}\n\n- A\n- B\n', 'bad-attribute', 5, 22, 'evaluation'],
    ['a test with a question that need not be answered', `## S {#a optional=yes}\n\n- [x] A\n- [ ] B\n\n> Why.\n`, 'bad-attribute', 5, 10],
    ['a commitment with boxes', '## A {#a type=commitment}\n\n- [ ] x\n', 'key-in-scale', 7, 1, 'evaluation'],
    ['within in another type', `## A {#a within="3 months"}\n${options}`, 'bad-attribute', 5, 10],
  ]
  it.each(cases)('%s', (_, items, rule, line, column, kind) => {
    const { quiz, problems } = parseQuiz(quizSource(items, kind), 'quiz.md')
    expect(quiz).toBeUndefined()
    expect(problems[0]).toMatchObject({ rule: `quizzes-${rule}`, severity: 'error', file: 'quiz.md', line, column })
    for (const problem of problems)
      expect(problem.message && problem.mend).toMatch(/\S/)
  })

  const headMatter: [name: string, source: string, rule: string, line: number, column: number][] = [
    ['a missing front matter', singleItem, 'no-front-matter', 1, 1],
    ['an open front matter', `---\ntitle: A\n${singleItem}`, 'no-front-matter', 1, 1],
    ['an empty front matter', `---\n---\n${singleItem}`, 'missing-key', 2, 1],
    ['an unknown key', `---\ntitle: A\nkind: practice\npassmark: 75%\n---\n${singleItem}`, 'unknown-key', 4, 1],
    ['an unknown kind', `---\ntitle: A\nkind: exam\n---\n${singleItem}`, 'invalid-value', 3, 7],
    ['a pass mark of 0', `---\ntitle: A\nkind: practice\npassMark: 0%\n---\n${singleItem}`, 'invalid-value', 4, 11],
    ['a pass mark above 100', `---\ntitle: A\nkind: practice\npassMark: 101%\n---\n${singleItem}`, 'invalid-value', 4, 11],
    ['a pass mark without %', `---\ntitle: A\nkind: practice\npassMark: 75\n---\n${singleItem}`, 'invalid-value', 4, 11],
    ['a pass mark in an evaluation', `---\ntitle: A\nkind: evaluation\npassMark: 75%\n---\n## S {#a type=free-text}`, 'pass-mark-not-here', 1, 1],
    ['invalid YAML', `---\ntitle: [A\nkind: practice\n---\n${singleItem}`, 'invalid-yaml', 3, 1],
    ['a bomb of aliases', `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n---\n`, 'invalid-yaml', 2, 1],
    ['a picture of no format in the intro', `---\ntitle: A\nkind: practice\nintro: "![a](b)"\n---\n${singleItem}`, 'image', 1, 1],
    ['a blank in the intro', `---\ntitle: A\nkind: practice\nintro: a ___\n---\n${singleItem}`, 'stray-blank', 1, 1],
    ['a seed that is no whole number', `---\ntitle: A\nkind: practice\nseed: 1.5\n---\n${singleItem}`, 'invalid-value', 4, 7],
    ['a policy for a type that has none', `---\ntitle: A\nkind: practice\npartialCredit: [single]\n---\n${singleItem}`, 'invalid-value', 4, 16],
  ]
  it.each(headMatter)('%s', (_, source, rule, line, column) => {
    const { quiz, problems } = parseQuiz(source, 'quiz.md')
    expect(quiz).toBeUndefined()
    expect(problems[0]).toMatchObject({ rule: `quizzes-${rule}`, line, column })
  })
})
