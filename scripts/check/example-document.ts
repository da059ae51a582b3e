import type { Course } from '../course/course.ts'
import type { CourseText } from './course-text.ts'
import type { RuleExample } from './rule.ts'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { loadCourse } from '../course/load-course.ts'
import { readCourseText } from './course-text.ts'

/** A course with nothing to find in it, which an example changes in one place. */
const course = {
  title: 'An example',
  summary: 'A slide to try a rule on.',
  language: 'en',
  format: 'enduring',
  audience: ['Physicians'],
  faculty: [{ name: 'Ada Example', role: 'author', disclosure: { status: 'none' } }],
  practiceGap: { current: 'Doses are written unsafely.', desired: 'Doses are written safely.' },
  objectives: [{ id: 'LO1', text: 'State the dose', level: '3A' }],
  offLabel: { discussed: true, statement: 'This activity discusses unapproved use of naltrexone.' },
  commercialSupport: { received: false, statement: 'No commercial support was received.' },
  provider: { name: 'Example provider', contact: 'office@example.org' },
  accreditation: 'none',
  credits: { type: 'none', maximum: 0, step: 0.25 },
  released: '2026-01-01',
  reviewed: '2026-01-01',
  expires: '2028-12-31',
  estimatedMinutes: 10,
  lectureMinutes: 1,
  assessment: { passMark: 75, attempts: 3 },
  completion: { rules: ['Pass the post-test'] },
  contact: { name: 'Example office' },
  privacy: 'Nothing is stored.',
  requirements: 'A browser.',
}

/** Reads an example as `lectern check` would read a course that holds it. @throws Error when no course can be read. */
export async function exampleDocument(example: RuleExample): Promise<CourseText> {
  const files = typeof example === 'string' ? { 'slides.md': example } : example
  const project = await mkdtemp(join(tmpdir(), 'lectern-example-'))
  try {
    const place = { name: 'example', project, folder: join(project, 'slides/example'), quizFolder: join(project, 'quizzes/example') }
    await Promise.all([mkdir(place.folder, { recursive: true }), mkdir(place.quizFolder, { recursive: true })])
    const texts = { 'slides.md': '# An example', ...files, 'course.yaml': stringify({ ...course, ...parse(files['course.yaml'] ?? '{}') as object }) }
    await Promise.all(Object.entries(texts).map(([name, text]) => writeFile(join(/^(?:pre-test|post-test|practice|evaluation)\S*\.md$/.test(name) ? place.quizFolder : place.folder, name), text)))
    const loaded = await loadCourse(place)
    if (!loaded.course)
      throw new Error(`The example cannot be read: ${loaded.problems.map(problem => problem.message).join(' ')}`)
    return await readCourseText(loaded.course as Course)
  }
  finally {
    await rm(project, { recursive: true, force: true })
  }
}
