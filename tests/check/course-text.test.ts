import type { TextPiece } from '../../scripts/check/course-text.ts'
import { expect, it } from 'vitest'
import { readMarkdownPieces } from '../../scripts/check/text/markdown-pieces.ts'
import { readQuizPieces } from '../../scripts/check/text/quiz-pieces.ts'
import { readYamlPieces } from '../../scripts/check/text/yaml-pieces.ts'
import { createPositions, positionAt } from '../../scripts/course/text-position.ts'

function piecesOf(markdown: string): TextPiece[] {
  return readMarkdownPieces(markdown, { file: 'slides.md', positionOf: createPositions(markdown) }).pieces
}

function textsOf(markdown: string): string[] {
  return piecesOf(markdown).map(({ kind, text }) => `${kind}: ${text}`)
}

it.each<[what: string, markdown: string, pieces: string[]]>([
  ['headlines and paragraphs', '# Start *low*\n\nGo **slow**\nand stop.\n\nAgain.', ['headline: Start low', 'body: Go slow and stop.', 'body: Again.']],
  ['lists, tasks and quotes', '- one\n  more\n* two\n  1. three\n\n> said', ['list-item: one more', 'list-item: two', 'list-item: three', 'quote: said']],
  ['a table', '| Drug | Dose |\n|---|---|\n| LDN | 1 mg \\| 2 mg |', ['cell: Drug', 'cell: Dose', 'cell: LDN', 'cell: 1 mg | 2 mg']],
  ['code, which is no text', 'Write `.5 mg` so.\n\n```\n.5 mg\n```\n\n~~~md\n.5 mg\n~~~\nEnd.', ['body: Write ￼ so.', 'body: End.']],
  ['a fence that is never closed', 'Before.\n\n```\n.5 mg', ['body: Before.']],
  ['comments', 'One.\n\n<!-- .5 mg -->\n\nTwo <!-- x --> three.\n\n<!-- open', ['body: One.', 'body: Two three.']],
  ['addresses', 'See https://a.org/.5mg and <https://b.org/x>, or [the label](https://c.org/.5mg "t"), a.b@c.org.', ['body: See ￼ and ￼, or the label, ￼.']],
  ['citations', 'Pain fell [@younger2013; @cree2010]. Then rose [@a].', ['body: Pain fell. Then rose.']],
  ['pictures', '![Dose .5 mg](a.png) and text', ['body: ￼ and text', 'alt: Dose .5 mg']],
  ['a component and what it holds', '<Box title="Mind the dose" :n="3" class="a b">\n\nTake 1 mg.\n\n</Box>', ['prop: Mind the dose', 'body: Take 1 mg.']],
  ['somebody\'s words', '<EditorNote id="E1" said="take .5 &lt; *x*" cites="a b">\n\nNo.\n\n</EditorNote>', ['said: take .5 < *x*', 'body: No.']],
  ['an inline component', 'Fell by <Value of="a.b.c" /> on <b>LDN</b>, CO<sub>2</sub>.', ['body: Fell by ￼ on LDN, CO2.']],
  ['HTML', '<ul><li>one</li><li>two</li></ul>\n<p>three</p><style>\n.5mg {}\n</style>', ['list-item: one', 'list-item: two', 'body: three']],
  ['expressions', 'It is {{ dose + ".5 mg" }} now.', ['body: It is ￼ now.']],
  ['formulas', 'Less ($<.001\\text{mg}$), from $30 to $40.', ['body: Less (<.001mg), from $30 to $40.']],
  ['entities and escapes', 'p &lt; 0.05, 2 \\* 3, 5&nbsp;mg', ['body: p < 0.05, 2 * 3, 5 mg']],
  ['signs that are no tags', 'p < 0.05 and n > 3, a<b.', ['body: p < 0.05 and n > 3, a<b.']],
  ['a tag that is being written', 'One.\n\n<StudyCard study="x\n\nTwo.', ['body: One.', 'body: <StudyCard study="x', 'body: Two.']],
  ['slots and rules', 'Left\n\n::right::\n\nRight\n\n***\n\nEnd', ['body: Left', 'body: Right', 'body: End']],
])('reads %s', (_, markdown, pieces) => {
  expect(textsOf(markdown)).toEqual(pieces)
})

it('knows where every word stands', () => {
  const markdown = '# A **b** [@x] dose\n\n| H |\n|---|\n| a `c` .5 mg |\n\n<Box label="say &quot;qd&quot; now">\n\n- item\n  goes on qd\n\n</Box>\n'
  const pieces = piecesOf(markdown)
  const place = (word: string, kind: string) => {
    const piece = pieces.find(piece => piece.kind === kind && piece.text.includes(word))!
    return piece.positionOf(piece.text.indexOf(word))
  }
  expect(place('dose', 'headline')).toEqual(positionAt(markdown, markdown.indexOf('dose')))
  expect(place('.5', 'cell')).toEqual(positionAt(markdown, markdown.indexOf('.5')))
  expect(place('qd', 'prop')).toEqual(positionAt(markdown, markdown.indexOf('qd')))
  expect(place('qd', 'list-item')).toEqual(positionAt(markdown, markdown.lastIndexOf('qd')))
})

it('says what a piece belongs to', () => {
  const [prop, item, cell] = piecesOf('<Box label="a dose">\n\n- x [@a; @b]\n\n</Box>\n\n| Dose |\n|---|\n| x |').filter(piece => piece.kind !== 'headline')
  expect(prop).toMatchObject({ name: 'label', within: ['Box'] })
  expect(item).toMatchObject({ within: ['Box'], citations: [{ keys: ['a', 'b'], at: 1 }] })
  expect(cell).toMatchObject({ text: 'Dose' })
  expect(piecesOf('| Drug | Dose |\n|---|---|\n| LDN | 1 |').at(-1)!.heads).toBe('Dose LDN')
})

it('reads quizzes', () => {
  const quiz = '---\ntitle: The test\nkind: post-test\n---\n\n## Which dose? {#dose objective=LO1}\n\nA patient.\n\n- [ ] .5 mg\n  > Too little.\n- [x] 1 mg\n\n> Because.\n'
  const { pieces } = readQuizPieces(quiz, { file: 'post-test.md', positionOf: createPositions(quiz) })
  expect(pieces.map(({ kind, text, item }) => [kind, text, item])).toEqual([
    ['front-matter', 'The test', undefined],
    ['stem', 'Which dose?', 'dose'],
    ['detail', 'A patient.', 'dose'],
    ['option', '.5 mg', 'dose'],
    ['feedback', 'Too little.', 'dose'],
    ['option', '1 mg', 'dose'],
    ['rationale', 'Because.', 'dose'],
  ])
  expect(pieces[3]!.positionOf(0)).toEqual(positionAt(quiz, quiz.indexOf('.5 mg')))
  expect(pieces.filter(piece => piece.key).map(piece => piece.text)).toEqual(['1 mg'])
})

it('reads YAML through folds, quotes and escapes', () => {
  const yaml = 'title: Take .5 mg\nnote: >-\n  one two\n  three qd\nquoted: "say \\"iv\\" and\n  \\u00b5g"\nsingle: \'it\'\'s qod\'\nkind: qd\nlist:\n  - text: last qd\n'
  const { pieces } = readYamlPieces(yaml, { file: 'course.yaml', positionOf: createPositions(yaml) })
  expect(pieces.map(({ name, text }) => [name, text])).toEqual([
    ['title', 'Take .5 mg'],
    ['note', 'one two three qd'],
    ['quoted', 'say "iv" and µg'],
    ['single', 'it\'s qod'],
    ['list.0.text', 'last qd'],
  ])
  for (const word of ['.5 mg', 'three qd', 'qod', 'iv', 'last qd']) {
    const piece = pieces.find(piece => piece.text.includes(word))!
    expect(piece.positionOf(piece.text.indexOf(word))).toEqual(positionAt(yaml, yaml.indexOf(word)))
  }
  expect(readYamlPieces('title: [a b\nx: : y', { file: 'course.yaml', positionOf: createPositions('') }).pieces.length).toBeGreaterThanOrEqual(0)
})
