import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kitRoot } from '../../scripts/kit.ts'
import { frontMatterSchema } from '../../scripts/quizzes/front-matter.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { itemTypes } from '../../scripts/quizzes/quiz-model.ts'

const page = await readFile(join(kitRoot, 'docs/quizzes.md'), 'utf8')
const gallery = await Promise.all((await readdir(join(kitRoot, 'quizzes/gallery'))).filter(name => name.endsWith('.md')).map(name => readFile(join(kitRoot, 'quizzes/gallery', name), 'utf8')))
const examples = [...page.matchAll(/^```markdown\n(## [\s\S]*?)^```/gm)].map(([, markdown]) => markdown!.trim())

describe('docs/quizzes.md', () => {
  it('shows every type as the gallery has it, with its picture', () => {
    const shown = examples.map((example) => {
      expect(gallery.filter(source => source.includes(example)), example).toHaveLength(1)
      const id = /\{#([\w-]+)/.exec(example)![1]!
      expect(page).toContain(`](pictures/quiz-${id}.png)`)
      expect(existsSync(join(kitRoot, `docs/pictures/quiz-${id}.png`)), id).toBe(true)
      return /type=([\w-]+)/.exec(example.split('\n')[0]!)?.[1] ?? 'single'
    })
    expect([...new Set(shown)].sort()).toEqual([...itemTypes, 'case'].sort())
  })

  it('names every key of the front matter and every type', () => {
    const keys = [...page.matchAll(/^\| `(\w+)` \| (?:required )?\|/gm)].map(([, key]) => key)
    expect(keys).toEqual(expect.arrayContaining(Object.keys(frontMatterSchema.shape)))
    for (const type of itemTypes)
      expect(page).toContain(`| [\`${type}\`]`)
  })

  it('shows a front matter that is one', () => {
    const frontMatter = /^```markdown\n(---\n[\s\S]*?---\n)```/m.exec(page)![1]!
    const { problems } = parseQuiz(`${frontMatter}## A? {#a objective=LO1}\n\n- [x] A\n- [ ] B\n`, 'quiz.md')
    // The example draws from thirty questions.
    expect(problems.map(problem => problem.rule)).toEqual(['quizzes-draw'])
  })
})
