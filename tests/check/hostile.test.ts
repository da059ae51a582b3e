import type { Finding } from '../../scripts/course/problem.ts'
import { Buffer } from 'node:buffer'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCourse } from '../../scripts/check/check-course.ts'
import { courseRules } from '../../scripts/check/course-rules.ts'
import { exampleDocument } from '../../scripts/check/example-document.ts'
import { anywhere, readMarkdownPieces } from '../../scripts/check/text/markdown-pieces.ts'
import { readQuizPieces } from '../../scripts/check/text/quiz-pieces.ts'
import { readYamlPieces } from '../../scripts/check/text/yaml-pieces.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

async function check(files: Record<string, string | Buffer>): Promise<Finding[]> {
  const project = await writeProject({ ...soundCourse, 'quizzes/demo/practice.md': '---\ntitle: x\nkind: practice\n---\n' })
  for (const [name, content] of Object.entries(files))
    await writeFile(join(project, name), content)
  const [place] = await findCourses(project, ['demo'])
  const { findings } = await checkCourse(place!, { browser: false, progress: () => {} })
  for (const { line, column, message, mend } of findings) {
    expect(line).toBeGreaterThan(0)
    expect(column).toBeGreaterThan(0)
    expect(message).toMatch(/\S/)
    expect(mend).toMatch(/\S/)
  }
  return findings
}

const DECK = 'slides/demo/slides.md'

describe('sources that nobody wrote', () => {
  it.each<[string, Record<string, string | Buffer>, string]>([
    ['a picture with the name of a deck', { [DECK]: Buffer.from([0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 255]) }, 'source-not-text'],
    ['a deck of ten megabytes', { [DECK]: '# A slide\n\nTake .5 mg qd.\n\n---\n\n'.repeat(350_000) }, 'source-too-large'],
    ['a binary file in place of course.yaml', { 'slides/demo/course.yaml': Buffer.alloc(2000) }, 'source-not-text'],
    ['a binary file in place of the references', { 'slides/demo/references.bib': Buffer.alloc(2000) }, 'source-not-text'],
    ['a binary quiz', { 'quizzes/demo/practice.md': Buffer.alloc(2000) }, 'source-not-text'],
    ['comments that are never closed', { [DECK]: '<!-- '.repeat(100_000) }, 'source-unclosed-comments'],
    ['broken YAML', { 'slides/demo/course.yaml': 'title: [a\n  b: {' }, 'course-invalid-yaml'],
    ['broken front matter', { [DECK]: '---\ntitle: [a\n---\n\n# x' }, 'slides-invalid-yaml'],
    ['YAML that grows when it is read', { 'slides/demo/course.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }).fill(`*${'abcdefghij'[index]}`).join(',')}]`).join('\n')}\n` }, 'course-'],
  ])('%s: a finding says what to do', async (_, files, rule) => {
    const findings = await check(files)
    expect(findings.map(finding => finding.rule).join(' ')).toContain(rule)
  })

  it.each([
    ['a slide that is half written', '---\ntheme: none\nminutes: 3\n---\n\n# A headline\n\n<EditorNote id="E1" said="take .5 mg\n\n- Take .5 mg\n\n| a | b\n|---\n\n```'],
    ['unclosed everything', '---\ntheme: none\nminutes: 3\n---\n\n# A headline [@younger2013\n\n<Box title=\'x\n\n{{ a\n\n$\\frac{1\n\n![x](y\n\n**bold'],
    ['one very long line', `---\ntheme: none\nminutes: 3\n---\n\n# A headline\n\n${'Take 5 mg daily, '.repeat(20_000)}`],
    ['letters of all kinds', '---\ntheme: none\nminutes: 3\n---\n\n# \u202Eabc \uD800 \uFFFE \uE000 \uE001\n\n.5\u00A0mg \u{1F48A} 5\u2009mg'],
  ])('%s is checked as far as it goes', async (_, deck) => {
    await expect(check({ [DECK]: deck })).resolves.toBeDefined()
  })
})

/** What Markdown, YAML and doses are made of, in any order. */
const scraps = fc.array(fc.constantFrom('#', ' ', '\n', '\n\n', '<', '<!--', '-->', '<Box a="', '"', '/>', '</Box>', '`', '```', '{{', '}}', '[', ']', '](', ')', '[@a]', '|', '|---|', '- ', '> ', '---\n', '&lt;', '\\', '*', '$', '.5', 'mg', 'qd', '10', ':', '\'', '{#id}', '\t', '\uE000', 'é', '💊', 'a'), { maxLength: 60 }).map(parts => parts.join(''))

describe('any text', () => {
  it('is read, and every piece knows places within it', () => {
    fc.assert(fc.property(scraps, (text) => {
      const pieces = [
        ...readMarkdownPieces(text, anywhere).pieces,
        ...readQuizPieces(text, { ...anywhere, positionOf: () => ({ line: 1, column: 1 }) }).pieces,
        ...readYamlPieces(text, anywhere).pieces,
      ]
      for (const piece of pieces) {
        let last = 0
        for (let offset = 0; offset < piece.text.length; offset++) {
          const at = piece.sourceOf(offset)
          expect(at).toBeGreaterThanOrEqual(last)
          expect(at).toBeLessThan(text.length)
          last = at
        }
      }
    }), { numRuns: 400 })
  })
})

describe('long near-misses', () => {
  /*
   * Each example of each rule, cut off and repeated to some thousand characters, is what makes a pattern try again and again. A
   * pattern that takes more than linear time would not come to an end within the limit of the test, which is why there is no clock here.
   */
  it.each(courseRules.map(rule => [rule.id, rule] as const))('%s comes to an end', async (_, rule) => {
    const base = await exampleDocument('# x\n\ny')
    const body = base.pieces.find(piece => piece.kind === 'body')!
    const seeds = rule.examples.fires.flatMap((example) => {
      const text = (typeof example === 'string' ? example : Object.values(example).join(' ')).replace(/\s+/g, ' ').slice(0, 100)
      return [text.slice(0, -1), text.slice(0, Math.ceil(text.length / 2))]
    })
    for (const seed of [...new Set([...seeds, 'a', '1', ' ', '1-', 'A. ', '5 mg'])].slice(0, 8)) {
      const text = seed.repeat(Math.ceil(20_000 / Math.max(1, seed.length)))
      const piece = { ...body, text, sourceOf: (offset: number) => offset, positionOf: (offset: number) => ({ line: 1, column: offset + 1 }) }
      const pieces = [piece, { ...piece, kind: 'headline' as const }, { ...piece, kind: 'stem' as const, slide: undefined, item: 'a' }]
      rule.find({ ...base, pieces, slides: new Map([[1, pieces.slice(0, 2)]]) })
    }
  })
})
