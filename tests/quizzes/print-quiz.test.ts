import type { Quiz } from '../../scripts/quizzes/quiz-model.ts'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { printQuiz } from '../../scripts/quizzes/print-quiz.ts'
import { caseItems, fillInItem, hotSpotItem, matchingItem, multipleItem, numericItem, orderingItem, quizSource, readQuiz, singleItem, surveyItems, trueFalseItem } from './quiz-source.ts'

const marks = ['#', '# ', '> ', '- ', '* ', '1. ', '[ ] ', '[x] ', '|', '\\', '\\|', '`', '**', '_', '~~', '---', '```', '    ', ' ', '\n', '\n\n', '\t', '\u00A0', '[@a]', '[@a; @b]', '[a](b)', '![a](b)', '![a](b.png)', '![a *b*](<molecule:(−)-b c>)', '<b>', '<!-- ', '&amp;', '{', '}', '{#a}', '___', '_____', '| x', '`rect 1 2 3 4`', '[[blank]]', '"', '%', ':', 'word', '4.5 mg', 'é', '😀', '\u0000']
const nasty = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...marks) }, { weight: 1, arbitrary: fc.string({ maxLength: 4 }) }), { maxLength: 8 }).map(parts => parts.join(''))
const source = sourceOf(fc.oneof({ weight: 1, arbitrary: nasty }, { weight: 2, arbitrary: nasty.map(text => text.replace(/\n/g, ' ')) }, { weight: 3, arbitrary: fc.constantFrom('one', 'two *words*', 'three', 'four [@a]', '5 | 6', 'six\\|', 'seven `|` 8', '# nine') }))

describe('printQuiz', () => {
  it('writes the spelling of the course in this repository', () => {
    const file = 'quizzes/low-dose-naltrexone/post-test.md'
    const source = readFileSync(file, 'utf8')
    const printed = printQuiz(parseQuiz(source, file).quiz!)
    expect(printed).toBe(`${source.trimEnd()}\n`)
  })

  it('writes every type so that it reads the same', () => {
    const quiz = readQuiz([singleItem, multipleItem, trueFalseItem, matchingItem, orderingItem, numericItem, fillInItem, hotSpotItem, caseItems].join('\n'))
    expect(again(quiz)).toEqual(bare(quiz))
    const survey = readQuiz(surveyItems, 'evaluation')
    expect(again(survey)).toEqual(bare(survey))
  })

  it('writes the gallery in its own spelling', () => {
    for (const name of ['every-type', 'evaluation', 'pool']) {
      const source = readFileSync(`quizzes/gallery/${name}.md`, 'utf8')
      expect(printQuiz(parseQuiz(source, name).quiz!)).toBe(source)
    }
  })

  it('reads what it printed as the same quiz, whatever the texts', () => {
    const seen = new Set<string>()
    fc.assert(fc.property(source, (text) => {
      const { quiz } = parseQuiz(text, 'quiz.md')
      if (quiz) {
        expect(again(quiz)).toEqual(bare(quiz))
        quiz.items.forEach(item => seen.add(item.caseId ? 'case' : item.type))
      }
    }), { numRuns: 1500 })
    expect([...seen].sort()).toEqual(['case', 'fill-in', 'hot-spot', 'matching', 'multiple', 'numeric', 'ordering', 'single'])
  })

  it('is read without a problem for texts without marks', () => {
    fc.assert(fc.property(sourceOf(fc.stringMatching(/^[a-zäß]{1,12}( [a-z0-9,]{1,8}){0,3}$/)), (text) => {
      const { problems } = parseQuiz(text, 'quiz.md')
      expect(problems.filter(problem => !['quizzes-duplicate-option', 'quizzes-draw'].includes(problem.rule))).toEqual([])
    }), { numRuns: 300 })
  })
})

describe('parseQuiz takes time in proportion to its input', () => {
  // What a parser may try again from every place: openings that are never closed, and long runs of one mark.
  const nearMisses = ['![', '[@a;', '*', '**a ', ' ___ ', '{#a x="', ' ', '> ', '| a ', '&#', '## ', '`rect 1 ']
  const shells: [name: string, around: (text: string) => string][] = [
    ['the intro', text => `---\ntitle: A\nkind: practice\nintro: ${JSON.stringify(text)}\n---\n${singleItem}`],
    ['the body', text => quizSource(text)],
    ['a heading', text => quizSource(`## a ${text} b {#a}\n\n- [x] A\n- [ ] B\n`)],
    ['an attribute', text => quizSource(`## a {#a cite="${text}"}\n`)],
    ['a numeric answer', text => quizSource(`## a {#a type=numeric answer="1 ${text}"}\n`)],
    ['an option', text => quizSource(`## a {#a}\n\n- [x] ${text}\n- [ ] B\n`)],
  ]
  /** Milliseconds of the processor, least of three: other processes do not count. */
  const cost = (source: string) => Math.min(...[1, 2, 3].map(() => {
    const before = process.cpuUsage().user
    parseQuiz(source, 'quiz.md')
    return (process.cpuUsage().user - before) / 1000
  }))
  it.each(shells)('in %s', (_, around) => {
    for (const piece of nearMisses) {
      const source = (length: number) => around(piece.repeat(length / piece.length))
      // What is dear has to be eight times as dear for eight times as much; a quadratic parser would need 64 times.
      const long = cost(source(32_000))
      if (long > 40)
        expect(long / cost(source(4000)), JSON.stringify(piece)).toBeLessThan(28)
    }
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
    fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }).map(blanks => ({ attributes: blanks.length > 1 ? 'type=fill-in' : 'type=fill-in match=exact', gaps: ' ___'.repeat(blanks.length), answers: blanks.map(variants => `1. ${variants.map((words, index) => `${index}${words}`).join(' | ')}\n`).join('') })),
    fc.record({ attributes: fc.constant('type=hot-spot'), answers: fc.array(fc.tuple(text, fc.nat(49), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 3 }).map(regions => `![p](p.png)\n\n- [x] key \`circle 1 2 3.5\`\n${regions.map(([words, place, size], index) => `- [ ] ${index} ${words} \`rect ${place} ${place / 4} ${size} ${size}\`\n`).join('')}`) }),
  )
  const head = fc.record({
    grading: fc.constantFrom('', 'partialCredit: all\n', 'partialCredit: [ordering]\n'),
    seed: fc.constantFrom('', 'seed: 0\n', 'seed: 2147483647\n'),
    sealed: fc.constantFrom('', 'sealed: true\n', 'sealed: false\n'),
    draw: fc.constantFrom('', 'draw: 1 of 2\n', 'draw: 1 of 1 by objective\n', 'draw: { LO1: 1 of 2 }\n'),
  }).map(keys => Object.values(keys).join(''))
  const item = fc.tuple(text, body, fc.option(text, { nil: '' }), quote('')).map(([stem, { attributes, answers, ...more }, detail, rationale]) => (id: number) =>
    `## ${stem}${'gaps' in more ? more.gaps : ''} {#q${id} objective=LO1 cite="a b" ${attributes}}\n\n${detail}\n\n${answers}\n${rationale}`)
  return fc.tuple(fc.array(item, { minLength: 1, maxLength: 2 }), head, fc.boolean(), text).map(([items, head, linked, words]) => {
    const printed = items.map((print, id) => print(id))
    const body = linked ? [`## A case ${words} {#case type=case}`, words, ...printed.map(item => `#${item}`)] : printed
    return `---\ntitle: "A: #1"\nkind: practice\npassMark: 66.5%\nshuffle: [options]\n${head}intro: One intro\n---\n\n${body.join('\n\n')}`
  })
}

/** Without what depends on the spelling of the source. */
function bare(quiz: Quiz): unknown {
  return { ...quiz, items: quiz.items.map(item => ({ ...item, line: 0 })), cases: quiz.cases.map(vignette => ({ ...vignette, line: 0 })) }
}

function again(quiz: Quiz): unknown {
  const printed = printQuiz(quiz)
  const { quiz: second, problems } = parseQuiz(printed, quiz.file)
  if (!second)
    throw new Error(`${JSON.stringify(problems)}\n${printed}`)
  return bare(second)
}
