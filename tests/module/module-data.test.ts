import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { moduleData } from '../../scripts/module/module-data.ts'

const [place] = await findCourses(process.cwd(), ['low-dose-naltrexone'])
const course = (await loadCourse(place!)).course!

describe('moduleData', () => {
  it('says what a learner has to know, and how much is needed to pass', () => {
    expect(moduleData(course)).toMatchObject({
      name: 'low-dose-naltrexone',
      meta: { title: 'Low-dose naltrexone', accreditation: 'none' },
      notAccredited: expect.stringContaining('Not accredited'),
      lecture: { slides: course.slides.length },
      postTest: { title: 'Post-test', questions: 12, passMark: 75, needed: 9 },
    })
  })

  it('changes its version when the disclosures change, and only with the front matter', () => {
    const { version } = moduleData(course)
    const disclosed = { ...course.meta, faculty: course.meta.faculty.map(person => ({ ...person, disclosure: { status: 'none' as const } })) }
    expect(moduleData({ ...course, meta: disclosed }).version).not.toBe(version)
    expect(moduleData({ ...course, slides: [] }).version).toBe(version)
  })

  it('holds nothing of the questions', () => {
    const text = JSON.stringify(moduleData(course))
    for (const quiz of course.quizzes) {
      for (const item of quiz.items) {
        expect(text).not.toContain(item.stem.text)
        if (item.rationale)
          expect(text).not.toContain(item.rationale.text.slice(0, 40))
      }
    }
  })

  it('takes the course\'s pass mark for a post-test without its own, and does without a post-test', () => {
    const quizzes = course.quizzes.map(quiz => quiz.kind === 'post-test' ? { ...quiz, passMark: undefined } : quiz)
    const meta = { ...course.meta, assessment: { ...course.meta.assessment, passMark: 80 } }
    expect(moduleData({ ...course, quizzes, meta }).postTest).toMatchObject({ passMark: 80, needed: 10 })
    expect(moduleData({ ...course, quizzes: [] }).postTest).toBeUndefined()
  })

  it('suppresses the statement for an accredited course', () => {
    expect(moduleData({ ...course, meta: { ...course.meta, accreditation: 'accme' } }).notAccredited).toBeUndefined()
  })
})
