import type { Quiz } from '../../scripts/quizzes/quiz-model.ts'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { printQuiz } from '../../scripts/quizzes/print-quiz.ts'
import { matchingItem, multipleItem, numericItem, orderingItem, readQuiz, singleItem, trueFalseItem } from './quiz-source.ts'

const marks = ['#', '# ', '> ', '- ', '* ', '1. ', '[ ] ', '[x] ', '|', '\\', '\\|', '`', '**', '_', '~~', '---', '```', '    ', ' ', '\n', '\n\n', '\t', '\u00A0', '[@a]', '[@a; @b]', '[a](b)', '![a](b)', '<b>', '<!-- ', '&amp;', '{', '}', '{#a}', '"', '%', ':', 'word', '4.5 mg', 'é', '😀', '\u0000']
const nasty = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...marks) }, { weight: 1, arbitrary: fc.string({ maxLength: 4 }) }), { maxLength: 8 }).map(parts => parts.join(''))
const source = sourceOf(fc.oneof({ weight: 1, arbitrary: nasty }, { weight: 2, arbitrary: nasty.map(text => text.replace(/\n/g, ' ')) }, { weight: 3, arbitrary: fc.constantFrom('one', 'two *words*', 'three', 'four [@a]', '5 | 6', 'six\\|', 'seven `|` 8', '# nine') }))

describe('printQuiz', () => {
  it('writes the spelling of the course in this repository', () => {
    const file = 'quizzes/low-dose-naltrexone/post-test.md'
    const source = readFileSync(file, 'utf8')
    const printed = printQuiz(parseQuiz(source, file).quiz!)
    expect(printed.slice(printed.indexOf('\n## '))).toBe(`${source.slice(source.indexOf('\n## ')).trimEnd()}\n`)
  })

  it('writes every type so that it reads the same', () => {
    const quiz = readQuiz([singleItem, multipleItem, trueFalseItem, matchingItem, orderingItem, numericItem].join('\n'))
    expect(again(quiz)).toEqual(bare(quiz))
  })

  it('reads what it printed as the same quiz, whatever the texts', () => {
    fc.assert(fc.property(source, (text) => {
      const { quiz } = parseQuiz(text, 'quiz.md')
      if (quiz)
        expect(again(quiz)).toEqual(bare(quiz))
    }), { numRuns: 600 })
  })

  it('is read without a problem for texts without marks', () => {
    fc.assert(fc.property(sourceOf(fc.stringMatching(/^[a-zäß]{1,12}( [a-z0-9,]{1,8}){0,3}$/)), (text) => {
      const { problems } = parseQuiz(text, 'quiz.md')
      expect(problems.filter(problem => problem.rule !== 'quizzes-duplicate-option')).toEqual([])
    }), { numRuns: 300 })
  })
})

describe('parseQuiz never throws', () => {
  const noThrow = (text: string) => {
    const { quiz, problems } = parseQuiz(text, 'quiz.md')
    expect(quiz === undefined).toBe(problems.length > 0)
    const lines = text.split(/\r\n?|\n/).length
    for (const problem of problems) {
      expect(problem.line).toBeGreaterThan(0)
      expect(problem.line).toBeLessThanOrEqual(lines + 1)
      expect(problem.column).toBeGreaterThan(0)
    }
  }
  it('for any text', () => fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), noThrow), { numRuns: 400 }))
  it('for any text below a front matter', () => fc.assert(fc.property(nasty, text => noThrow(`---\ntitle: A\nkind: practice\n---\n${text}`)), { numRuns: 600 }))
  it('for a quiz cut off anywhere', () => {
    const whole = readFileSync('quizzes/low-dose-naltrexone/post-test.md', 'utf8')
    fc.assert(fc.property(fc.nat(whole.length), end => noThrow(whole.slice(0, end))), { numRuns: 100 })
  })
})

function sourceOf(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const quote = (indent: string) => fc.option(text.map(words => `${indent}> ${words.replace(/\n/g, `\n${indent}> `)}\n`), { nil: '' })
  const option = fc.tuple(text, fc.boolean(), quote('  ')).map(([words, key, feedback]) => `- [${key ? 'x' : ' '}] ${words}\n${feedback}`)
  const body = fc.oneof(
    fc.record({ attributes: fc.constant('type=multiple'), answers: fc.array(option, { minLength: 1, maxLength: 3 }).map(list => `- [x] key\n${list.join('')}`) }),
    fc.record({ attributes: fc.constant(''), answers: fc.array(text, { minLength: 1, maxLength: 3 }).map(list => `- [x] key\n${list.map(words => `- [ ] ${words}\n`).join('')}`) }),
    fc.record({ attributes: fc.constant('type=ordering'), answers: fc.array(text, { minLength: 1, maxLength: 3 }).map(list => `1. A\n1. B\n${list.map(words => `1. ${words}\n`).join('')}`) }),
    fc.record({ attributes: fc.constant('type=matching'), answers: fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 3 }).map(rows => `| a | b |\n|---|---|\n| A | B |\n${rows.map((row, index) => `| ${index} ${row[0]} | ${row[1]} |\n`).join('')}`) }),
    fc.record({ attributes: fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), fc.nat(50)).map(([value, tolerance]) => `type=numeric answer="${value.toFixed(3)} ± ${tolerance / 100} mg"`), answers: fc.constant('') }),
  )
  const item = fc.tuple(text, body, fc.option(text, { nil: '' }), quote('')).map(([stem, { attributes, answers }, detail, rationale]) => (id: number) =>
    `## ${stem} {#q${id} objective=LO1 cite="a b" ${attributes}}\n\n${detail}\n\n${answers}\n${rationale}`)
  return fc.array(item, { minLength: 1, maxLength: 2 }).map(items => `---\ntitle: "A: #1"\nkind: practice\npassMark: 66.5%\nshuffle: [options]\nintro: One intro\n---\n\n${items.map((print, id) => print(id)).join('\n\n')}`)
}

/** Without what depends on the spelling of the source. */
function bare(quiz: Quiz): unknown {
  return { ...quiz, items: quiz.items.map(item => ({ ...item, line: 0 })) }
}

function again(quiz: Quiz): unknown {
  const printed = printQuiz(quiz)
  const { quiz: second, problems } = parseQuiz(printed, quiz.file)
  if (!second)
    throw new Error(`${JSON.stringify(problems)}\n${printed}`)
  return bare(second)
}
