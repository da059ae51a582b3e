import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkCourse } from '../../scripts/check/check-course.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

async function check(files: Record<string, string>) {
  const project = await writeProject({ ...soundCourse, ...files })
  const [place] = await findCourses(project, ['demo'])
  const { findings, suppressed } = await checkCourse(place!, { browser: false, progress: () => {} })
  const of = (list: typeof findings) => list.filter(({ rule }) => /^(?:dose|suppression)/.test(rule)).map(({ rule, file, line }) => `${rule} ${file.slice(join(project, '/').length)}:${line}`)
  return { left: of(findings), silenced: of(suppressed.map(({ finding }) => finding)), reasons: suppressed.map(({ reason }) => reason) }
}

function deck(content: string, frontmatter = ''): Record<string, string> {
  return { 'slides/demo/slides.md': `---\ntheme: none\nminutes: 3\n${frontmatter}---\n\n# A headline\n\n${content}\n` }
}

const DECK = 'slides/demo/slides.md'

describe('a comment in the source', () => {
  it('silences the rules that it names in the next block, and nothing after that', async () => {
    expect(await check(deck('<!-- lectern-ignore dose-qd, dose-no-space-unit: as it stood on the chart -->\n\nTake 4mg qd.\nAnd 5mg qd.\n\nTake 6 mg qd.'))).toEqual({
      left: [`dose-qd ${DECK}:13`],
      silenced: [`dose-no-space-unit ${DECK}:10`, `dose-qd ${DECK}:10`, `dose-no-space-unit ${DECK}:11`, `dose-qd ${DECK}:11`],
      reasons: Array.from({ length: 4 }).fill('as it stood on the chart'),
    })
  })

  it('silences its own line when it stands behind the text', async () => {
    expect(await check(deck('Take 4 mg qd. <!-- lectern-ignore dose-qd: a quotation from the chart -->\n\nTake 6 mg qd.'))).toMatchObject({ left: [`dose-qd ${DECK}:10`], silenced: [`dose-qd ${DECK}:8`] })
  })

  it('in the front matter silences a rule on the whole slide, notes included', async () => {
    const { left, silenced } = await check(deck('Take 4 mg qd.\n\n<!--\nSay: 4 mg qd.\n-->', '# lectern-ignore dose-qd: this slide is about abbreviations\n'))
    expect(left).toEqual([])
    expect(silenced).toEqual([`dose-qd ${DECK}:9`, `dose-qd ${DECK}:12`])
  })

  it('in a quiz names an item', async () => {
    const quiz = '---\ntitle: The test\nkind: practice\n# lectern-ignore dose-qd in first: the item asks what is wrong\n---\n\n## Take 4 mg qd? {#first objective=LO1 cite=younger2013 type=true-false}\n\n- [x] True\n- [ ] False\n\n> Because.\n\n## Take 5 mg qd? {#second objective=LO2 cite=younger2013 type=true-false}\n\n- [x] True\n- [ ] False\n\n> Because.\n'
    expect(await check({ 'quizzes/demo/practice.md': quiz })).toMatchObject({ left: ['dose-qd quizzes/demo/practice.md:14'], silenced: ['dose-qd quizzes/demo/practice.md:7'] })
  })

  it('in YAML silences the key below it, or its own line', async () => {
    const course = soundCourse['slides/demo/course.yaml']!.replace('summary: Three slides for tests.', '# lectern-ignore dose-qd: the title of a pamphlet\nsummary: >-\n  Three slides\n  for 4 mg qd').replace('  desired: Doses are written safely.', '  desired: Not 4 mg qd. # lectern-ignore dose-qd: the gap is about notation')
    expect(await check({ 'slides/demo/course.yaml': course })).toMatchObject({ left: [], silenced: ['dose-qd slides/demo/course.yaml:5', 'dose-qd slides/demo/course.yaml:15'] })
  })

  it.each([
    ['without a reason', '<!-- lectern-ignore dose-qd -->\nTake 4 mg qd.', ['dose-qd', 'suppression-without-reason']],
    ['with a reason of one word', '<!-- lectern-ignore dose-qd: ok -->\nTake 4 mg qd.', ['dose-qd', 'suppression-without-reason']],
    ['that names no rule', '<!-- lectern-ignore: because of this -->\nTake 4 mg qd.', ['dose-qd', 'suppression-unknown-rule']],
    ['that names a rule that does not exist', '<!-- lectern-ignore dose-qq: because of this -->\nTake 4 mg qd.', ['dose-qd', 'suppression-unknown-rule']],
    ['that silences nothing', '<!-- lectern-ignore dose-qd: because of this -->\nTake 4 mg daily.', ['suppression-unused']],
    ['for a rule that needs a browser, which did not run', '<!-- lectern-ignore tiny-text: a table that cannot be larger -->\nText.', []],
    ['in code, which is none', '```\n<!-- lectern-ignore dose-qd: because of this -->\n```\n\nText.', []],
  ])('%s is itself looked at', async (_, content, rules) => {
    const { left } = await check(deck(content))
    expect(left.map(text => text.split(' ')[0])).toEqual(rules)
  })

  it('cannot silence what makes a course unreadable', async () => {
    const { left } = await check(deck('<!-- lectern-ignore slides-unknown-citation: it will come -->\nText [@nobody2031].'))
    expect(left).toEqual([`suppression-unknown-rule ${DECK}:8`])
  })
})
