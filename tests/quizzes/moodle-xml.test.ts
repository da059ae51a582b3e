import { Buffer } from 'node:buffer'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { moodleQuiz } from '../../scripts/quizzes/moodle-xml/moodle-quiz.ts'
import { contextOf, quizFrom, quizOf, scoredTypes } from './format-context.ts'

const lists = new Set(['question', 'answer', 'subquestion', 'dragbox', 'drag', 'drop', 'file', 'tag'])
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', isArray: name => lists.has(name), parseTagValue: false, trimValues: false })

type Tree = any

function reread(quiz: Parameters<typeof moodleQuiz>[0]): Tree[] {
  const { xml } = moodleQuiz(quiz, contextOf(quiz))
  expect(XMLValidator.validate(xml)).toBe(true)
  return parser.parse(xml).quiz.question
}

describe('moodleQuiz, read by another XML parser', () => {
  const [category, ...questions] = reread(quizOf(scoredTypes, 'shuffle: [options]\nintro: INTRO\n'))
  const byId = new Map(questions.map(question => [question.idnumber, question]))

  it('puts the quiz into a category of its own', () => {
    expect(category).toMatchObject({ '@type': 'category', 'category': { text: '$course$/top/A course/A quiz' }, 'info': { text: '<p>INTRO</p>' } })
  })

  it('makes a question of each item, of the type that Moodle has for it', () => {
    expect(questions.map(question => [question.idnumber, question['@type']])).toEqual([['one', 'multichoice'], ['many', 'multichoice'], ['truth', 'truefalse'], ['pairs', 'matching'], ['steps', 'ddwtos'], ['dose', 'numerical'], ['gaps', 'cloze'], ['spot', 'ddmarker']])
  })

  it('keeps a single best answer, with its picture inside and its objective as a tag', () => {
    const question = byId.get('one')
    expect(question).toMatchObject({ single: 'true', shuffleanswers: 'true', defaultgrade: '1', tags: { tag: [{ text: 'LO1' }] } })
    expect(question.questiontext.text).toContain('<table>')
    expect(question.questiontext.text).toMatch(/<img src="@@PLUGINFILE@@\/figure-[\da-f]+\.png" alt="A curve" width="400" height="200">/)
    const [file] = question.questiontext.file
    expect(file).toMatchObject({ '@path': '/', '@encoding': 'base64' })
    expect(Buffer.from(file['#text'], 'base64').subarray(1, 4).toString()).toBe('PNG')
    expect(question.answer.map((answer: Tree) => [answer['@fraction'], answer.text])).toEqual([['100', '<p>RIGHT-single &quot;quoted&quot; {1:2} ~ = # * /</p>'], ['0', '<p>WRONG-single</p>'], ['0', '<p>OTHER-single</p>']])
    expect(question.answer[1].feedback.text).toBe('<p>FEEDBACK-wrong<sup>2</sup></p>')
    expect(question.generalfeedback.text).toContain('Trial &amp; error. <strong>[Retracted]</strong>')
  })

  it.each([['', ['50', '50', '-100']], ['partialCredit: all\n', ['50', '50', '-50']]])('gives shares of the point for multiple answers %s', (frontMatter, fractions) => {
    const [, question] = reread(quizOf(['multiple'], frontMatter))
    expect(question.single).toBe('false')
    expect(question.answer.map((answer: Tree) => answer['@fraction'])).toEqual(fractions)
  })

  it('keeps true and false with their feedback', () => {
    expect(byId.get('truth').answer.map((answer: Tree) => [answer['@fraction'], answer.text, answer.feedback.text])).toEqual([['0', 'true', '<p>FEEDBACK-true</p>'], ['100', 'false', '<p>FEEDBACK-false</p>']])
  })

  it('keeps pairs and steps', () => {
    expect(byId.get('pairs').subquestion.map((row: Tree) => [row.text, row.answer[0].text])).toEqual([['<p>PROMPT-a</p>', 'CHOICE-x'], ['<p>PROMPT-b</p>', 'CHOICE-y'], ['<p>PROMPT-c</p>', 'CHOICE-z']])
    expect(byId.get('steps').dragbox.map((box: Tree) => box.text)).toEqual(['STEP-c', 'STEP-a', 'STEP-b'])
    expect(byId.get('steps').questiontext.text).toContain('<ol><li>[[1]]</li><li>[[2]]</li><li>[[3]]</li></ol>')
  })

  it('keeps a number with tolerance and unit', () => {
    expect(byId.get('dose')).toMatchObject({ answer: [{ '@fraction': '100', 'text': '4.5', 'tolerance': '0.1' }], units: { unit: { unit_name: 'mg', multiplier: '1' } }, unitgradingtype: '0', showunits: '0' })
  })

  it('keeps blanks inside their sentence', () => {
    expect(byId.get('gaps').questiontext.text).toContain('The {1:SHORTANSWER:=BLANK-a~=VARIANT-a} binds the {1:SHORTANSWER:=BLANK-b} receptor.')
  })

  it('escapes what means something in a blank, and cares for capitals when the item does', () => {
    const [, question] = reread(quizFrom('---\ntitle: A\nkind: practice\n---\n\n## Q ___? {#one type=fill-in match=exact}\n\n1. a~b#c}d/e"f*g | 5 < 6\n'))
    expect(question.questiontext.text).toContain('{1:SHORTANSWER_C:=a\\~b\\#c\\}d\\/e\\"f\\*g~=5 &lt; 6}')
  })

  it('marks the right region in pixels of the picture', () => {
    const question = byId.get('spot')
    expect(question.drop).toEqual([{ no: '1', shape: 'rectangle', coords: '40,40;120,80', choice: '1' }])
    expect(question.file).toHaveLength(1)
  })

  it('repeats a vignette in each of its questions', () => {
    const quiz = quizFrom('---\ntitle: A\nkind: practice\n---\n\n## CASE {#v type=case}\n\nVIGNETTE\n\n### Q1? {#one}\n\n- [x] A\n- [ ] B\n\n### Q2? {#two}\n\n- [x] A\n- [ ] B\n')
    const [, ...parts] = reread(quiz)
    expect(parts.map(part => part.questiontext.text.includes('VIGNETTE'))).toEqual([true, true])
  })
})
