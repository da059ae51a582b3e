import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { LecternError } from '../../scripts/errors.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

const course = soundCourse['slides/demo/course.yaml']!
const deck = soundCourse['slides/demo/slides.md']!
const studies = soundCourse['slides/demo/studies.yaml']!

async function load(changes: Record<string, string | undefined> = {}) {
  const project = await writeProject({ ...soundCourse, ...changes })
  const [place] = await findCourses(project, ['demo'])
  const loaded = await loadCourse(place!)
  return { ...loaded, found: loaded.problems.map(problem => `${relative(join(project), problem.file)}:${problem.line}:${problem.column} ${problem.rule}`), problems: loaded.problems }
}

describe('a sound course', () => {
  it('is read without problems into one frozen model', async () => {
    const { course, found } = await load()
    expect(found).toEqual([])
    expect(course?.slides.map(slide => slide.title)).toEqual(['The first slide claims something', 'Pain fell a little more than on placebo', 'The end'])
    expect(course?.citations).toEqual(['younger2013'])
    expect(Object.isFrozen(course?.meta.objectives)).toBe(true)
  })

  it('may come with Windows line ends', async () => {
    const { found, course } = await load({ 'slides/demo/slides.md': deck.replaceAll('\n', '\r\n') })
    expect(found).toEqual([])
    expect(course?.slides).toHaveLength(3)
  })
})

const withCompletion = (keys: string) => course.replace('completion: { rules: [Pass the post-test] }', `completion: { ${keys} }`)

describe('what is wrong is named with file, line and column', () => {
  const cases: [string, Record<string, string | undefined>, string[]][] = [
    ['an unknown key in course.yaml', { 'slides/demo/course.yaml': course.replace('language: en', 'langauge: en\nlanguage: en') }, ['slides/demo/course.yaml:3:1 course-unknown-key']],
    ['a missing key in course.yaml', { 'slides/demo/course.yaml': course.replace('language: en\n', '') }, ['slides/demo/course.yaml:1:1 course-missing-key']],
    ['a duplicate objective id', { 'slides/demo/course.yaml': course.replace('id: LO2', 'id: LO1') }, ['slides/demo/course.yaml:15:11 course-duplicate-id']],
    ['invalid YAML', { 'slides/demo/course.yaml': course.replace('audience: [Physicians]', 'audience: [Physicians') }, ['slides/demo/course.yaml:6:1 course-invalid-yaml']],
    ['a missing course.yaml', { 'slides/demo/course.yaml': undefined }, ['slides/demo/course.yaml:1:1 course-missing-file']],
    ['an expiry date more than three years after review', { 'slides/demo/course.yaml': course.replace('2028-12-31', '2029-01-02') }, ['slides/demo/course.yaml:23:10 course-dates']],
    ['a timing plan that does not add up', { 'slides/demo/course.yaml': course.replace('lectureMinutes: 3', 'lectureMinutes: 4') }, ['slides/demo/course.yaml:25:17 course-timing']],
    ['more slides to be seen than there are', { 'slides/demo/course.yaml': withCompletion('lecture: { slides: 4 }, rules: [Follow the lecture]') }, ['slides/demo/course.yaml:27:34 course-completion']],
    ['words that promise all slides where a share is enough', { 'slides/demo/course.yaml': withCompletion('lecture: { slides: 80% }, rules: [Go through all slides of the lecture]') }, ['slides/demo/course.yaml:27:49 course-completion']],
    ['words with other minutes than are counted', { 'slides/demo/course.yaml': withCompletion('lecture: { minutes: 2 }, rules: [Spend at least 3 minutes with the lecture]') }, ['slides/demo/course.yaml:27:48 course-completion']],
    ['a share of slides that is none', { 'slides/demo/course.yaml': withCompletion('lecture: { slides: most }, rules: [Follow the lecture]') }, ['slides/demo/course.yaml:27:34 course-invalid-value']],
    ['words where the feedback policy belongs', { 'slides/demo/course.yaml': course.replace('attempts: 3', 'attempts: 3, feedback: after each attempt') }, ['slides/demo/course.yaml:26:52 course-invalid-value']],
    ['a wait in words that no clock knows', { 'slides/demo/course.yaml': course.replace('attempts: 3', 'attempts: 3, retakeDelay: a week') }, ['slides/demo/course.yaml:26:55 course-invalid-value']],
    ['a time zone that no calendar knows', { 'slides/demo/course.yaml': course.replace(/provider: \{ name: ([^,]+),/, 'provider: { timezone: America/Gotham, name: $1,') }, ['slides/demo/course.yaml:18:23 course-invalid-value']],
    ['a study without a required field', { 'slides/demo/studies.yaml': studies.replace('  dose: 4.5 mg daily\n', '') }, ['slides/demo/studies.yaml:1:3 studies-missing-key']],
    ['a study whose reference is missing', { 'slides/demo/studies.yaml': studies.replace('  label:', '  citation: nobody1999\n  label:') }, ['slides/demo/studies.yaml:2:13 studies-unknown-citation']],
    ['a citation that is not in references.bib', { 'slides/demo/slides.md': deck.replace('[@younger2013]', '[@younger2031]') }, ['slides/demo/slides.md:14:43 slides-unknown-citation']],
    ['a citation in the notes that is not in references.bib', { 'slides/demo/slides.md': deck.replace('found [@younger2013]', 'found [@nobody]') }, ['slides/demo/slides.md:19:26 slides-unknown-citation']],
    ['an unknown study', { 'slides/demo/slides.md': deck.replace('study="younger2013"', 'study="younger"') }, ['slides/demo/slides.md:16:1 slides-unknown-study']],
    ['an unknown outcome', { 'slides/demo/slides.md': deck.replace('outcomes="pain"', 'outcomes="sleep"') }, ['slides/demo/slides.md:16:1 slides-unknown-outcome']],
    ['an unknown objective', { 'slides/demo/slides.md': deck.replace('objective: LO1', 'objective: LO9') }, ['slides/demo/slides.md:11:1 slides-unknown-objective']],
    ['minutes that are no number', { 'slides/demo/slides.md': deck.replace('minutes: 1\nobjective', 'minutes: long\nobjective') }, ['slides/demo/slides.md:10:1 slides-invalid-value']],
    ['an empty deck', { 'slides/demo/slides.md': '' }, ['slides/demo/slides.md:1:1 slides-empty-deck']],
    ['an import that does not exist', { 'slides/demo/slides.md': `${deck}\n---\nsrc: ./more.md\n---\n` }, ['slides/demo/slides.md:28:1 slides-invalid']],
    ['a quiz with another pass mark than learners are told', { 'quizzes/demo/post-test.md': '---\ntitle: Test\nkind: post-test\npassMark: 80%\n---\n\n## Is it? {#is type=true-false}\n\n- [x] True\n- [ ] False\n\n> Because.\n' }, ['quizzes/demo/post-test.md:1:1 quizzes-pass-mark-differs']],
    ['a reference that is not BibTeX', { 'slides/demo/references.bib': `${soundCourse['slides/demo/references.bib']}\n@article{broken, title = {No end\n` }, ['slides/demo/references.bib:10:1 references-invalid-entry']],
    ['two references with one key', { 'slides/demo/references.bib': soundCourse['slides/demo/references.bib']!.repeat(2) }, ['slides/demo/references.bib:9:1 references-duplicate-key']],
  ]
  it.each(cases)('%s', async (_, changes, expected) => {
    const { found, problems } = await load(changes)
    expect(found.filter(line => !/course-timing/.test(line) || expected.some(wanted => /course-timing/.test(wanted)))).toEqual(expected)
    for (const problem of problems) {
      expect(problem.message).not.toMatch(/\bat \w+ \(|undefined|\[object/)
      expect(problem.mend).not.toBe('')
    }
  })
})

describe('finding courses', () => {
  it('names the courses there are when one does not exist', async () => {
    const project = await writeProject(soundCourse)
    await expect(findCourses(project, ['dermatology'])).rejects.toThrow(new LecternError('There is no course "dermatology".', { code: 'unknown-course', mend: 'Use one of: demo.' }))
  })

  it('says where courses belong when there is none', async () => {
    const project = await writeProject({ 'package.json': '{}' })
    await expect(findCourses(project, [])).rejects.toMatchObject({ code: 'no-course', exitCode: 2 })
  })

  it('takes the path of the folder for its name', async () => {
    const project = await writeProject(soundCourse)
    expect((await findCourses(project, ['slides/demo/'])).map(place => place.name)).toEqual(['demo'])
  })
})
