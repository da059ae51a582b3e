import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runLectern } from '../support/run-lectern.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

const COURSE = 'slides/demo/course.yaml'
const STUDIES = 'slides/demo/studies.yaml'
const DECK = 'slides/demo/slides.md'
const POST_TEST = 'quizzes/demo/post-test.md'

/** What an earlier, good build has left. */
const lastBuild = { 'dist/demo/manifest.json': '{"course":"demo"}', 'dist/demo/slides/index.html': 'the last good deck' }

const postTest = `---
title: Post-test
kind: post-test
passMark: 75%
---

## Which dose is low? {#low objective=LO1 cite=younger2013}

- [x] 4.5 mg
  > Studied in fibromyalgia.
- [ ] 50 mg
  > The approved dose.

> Low doses lie between 1 mg and 5 mg.
`

function changed(file: string, from: string, to: string): Record<string, string> {
  const text = file === POST_TEST ? postTest : soundCourse[file]!
  if (!text.includes(from))
    throw new Error(`${file} does not contain ${from}`)
  return { [file]: text.replace(from, to) }
}

describe('sources with an error', { timeout: 60_000 }, () => {
  it.each<[name: string, files: Record<string, string>, place: string, says: string]>([
    ['an unknown key', changed(COURSE, 'privacy:', 'privcy:'), COURSE, 'privcy'],
    ['a duplicate objective id', changed(COURSE, 'id: LO2', 'id: LO1'), COURSE, 'LO1'],
    ['invalid YAML', changed(COURSE, 'audience: [Physicians]', 'audience: [Physicians'), COURSE, ''],
    ['a study without a field that it needs', changed(STUDIES, '  population: Women with fibromyalgia\n', ''), STUDIES, 'population'],
    ['a citation that is not in the references', changed(DECK, '[@younger2013]', '[@older2013]'), DECK, 'older2013'],
    ['an empty deck', { [DECK]: '---\ntheme: none\n---\n' }, DECK, 'no slide'],
    ['two keys in a single-answer item', changed(POST_TEST, '- [ ] 50 mg', '- [x] 50 mg'), POST_TEST, ''],
  ])('%s: check names it, build refuses it and leaves dist/ alone', async (_name, files, file, says) => {
    const cwd = await writeProject({ ...soundCourse, [POST_TEST]: postTest, ...lastBuild, ...files })

    const check = await runLectern(['check', '--no-browser', '--json'], { cwd })
    expect(check.stderr).toBe('')
    expect(check.exitCode).toBe(1)
    const report = JSON.parse(check.stdout)
    expect(report.errors).toBeGreaterThan(0)
    const finding = report.findings.find((found: { file: string, message: string }) => found.file === join(cwd, file) && found.message.includes(says))
    expect(finding, check.stdout).toMatchObject({
      severity: 'error',
      rule: expect.stringMatching(/^[a-z]+(?:-[a-z]+)+$/),
      line: expect.any(Number),
      column: expect.any(Number),
      mend: expect.stringMatching(/\S/),
    })

    const build = await runLectern(['build'], { cwd })
    expect(build.exitCode).toBe(2)
    expect(build.stdout).toBe('')
    expect(build.stderr).toMatch(/^slides\/demo\/\S+:\d+:\d+: \S|^quizzes\/demo\/\S+:\d+:\d+: \S/m)
    expect(build.stderr).not.toMatch(/^\s+at |failed unexpectedly/m)
    expect(await readdir(join(cwd, 'dist'))).toEqual(['demo'])
    expect(await readdir(join(cwd, 'dist/demo'))).toEqual(['manifest.json', 'slides'])
    expect(await readFile(join(cwd, 'dist/demo/slides/index.html'), 'utf8')).toBe('the last good deck')
  })

  it('is shown to people with its place, its line and its mend', async () => {
    const cwd = await writeProject({ ...soundCourse, ...changed(COURSE, 'privacy:', 'privcy:') })
    const { exitCode, stdout, stderr } = await runLectern(['check', '--no-browser'], { cwd })
    expect(exitCode).toBe(1)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^slides\/demo\/course\.yaml:(\d+):1 {2}✖ error {2}course-unknown-key\n.*privcy.*\n {2}\1 \| privcy: Nothing is stored\.\n.*\^\n {2}→ \S/m)
    expect(stdout).toMatch(/\d errors?, \d warnings?\.\n$/)
  })

  it('is not presented: the first error is named instead', async () => {
    const cwd = await writeProject({ ...soundCourse, [COURSE]: 'title: Only a title\n' })
    const { exitCode, stderr } = await runLectern(['present'], { cwd })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^slides\/demo\/course\.yaml:1:1: \S.*\n\S/m)
    expect(stderr).toContain('lectern check demo')
  })
})

describe('check', { timeout: 60_000 }, () => {
  it('says with exit code 0 and as JSON that there is nothing to mend', async () => {
    const cwd = await writeProject({
      ...soundCourse,
      ...changed(COURSE, '  - { id: LO2, text: Name one contraindication, level: 3A }\n', ''),
      ...changed(DECK, '# The end\n', '# The end\n\n<!--\nSay goodbye.\n-->\n'),
      ...changed(POST_TEST, '\n> Low doses', '- [ ] 500 mg\n  > Nobody takes that.\n\n> Low doses'),
    })
    const { exitCode, stdout, stderr } = await runLectern(['check', 'slides/demo/', '--no-browser', '--json'], { cwd })
    expect(JSON.parse(stdout)).toEqual({ errors: 0, warnings: 0, suppressed: 0, known: 0, fixed: 0, findings: [] })
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
  })
})

describe('a browser that is named but not there', { timeout: 60_000 }, () => {
  it.each([['check'], ['build', '--only', 'handouts']])('is told by %s, with what to do; dist/ stays as it was', async (...args) => {
    const cwd = await writeProject({ ...soundCourse, ...lastBuild })
    const { exitCode, stdout, stderr } = await runLectern(args, { cwd, env: { LECTERN_CHROMIUM: '/nowhere/chromium' } })
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('LECTERN_CHROMIUM names "/nowhere/chromium", which is not an executable file.')
    expect(stderr).toContain('Set LECTERN_CHROMIUM to the full path of Chrome, Chromium or Edge, or unset it.')
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(await readdir(join(cwd, 'dist'))).toEqual(['demo'])
    expect(await readFile(join(cwd, 'dist/demo/slides/index.html'), 'utf8')).toBe('the last good deck')
  })
})
