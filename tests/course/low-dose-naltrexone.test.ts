import type { Course } from '../../scripts/course/course.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { collectMolecules } from '../../scripts/course/collect-molecules.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { totalMinutes } from '../../scripts/course/timing.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { slideText } from '../../scripts/slides/build-course-data.ts'

let course: Course

beforeAll(async () => {
  const [place] = await findCourses(kitRoot, ['low-dose-naltrexone'])
  const loaded = await loadCourse(place!)
  expect(loaded.problems).toEqual([])
  course = loaded.course!
})

/** ISMP List of Error-Prone Abbreviations (2021) and The Joint Commission's "Do Not Use" list. */
const unsafeNotation: [string, RegExp][] = [
  ['no leading zero', /(?<![\d.])\.\d+\s?(?:mg|mcg|g|kg|mL|%)/],
  ['a trailing zero', /\b\d+\.0+\s?(?:mg|mcg|g|kg|mL)\b(?!\s?\/)/],
  ['no space before the unit', /\d(?:mg|mcg|mL)\b/],
  ['qd, qday, qhs', /\b(?:q\.?d\.?|qday|qhs|qod)\b/i],
  ['a Greek letter for micro', /[µμ]g/],
  ['@ for about', /@\s?\d/],
]

describe('the low-dose naltrexone course', () => {
  it('writes no dose in an unsafe form on a slide or in the notes', () => {
    const found = course.slides.flatMap(slide => [slideText(slide, course), slide.note, ...slide.editorNotes.map(note => note.markdown)].flatMap(text =>
      unsafeNotation.flatMap(([name, pattern]) => pattern.test(text.replace(/\[@[^\]]+\]/g, '')) ? [`slide ${slide.no}: ${name}: ${pattern.exec(text)?.[0]}`] : [])))
    expect(found).toEqual([])
  })

  it('has presenter notes and a time on every slide, adding up to the stated length', () => {
    expect(course.slides.filter(slide => slide.note.length < 40).map(slide => slide.title)).toEqual([])
    expect(course.slides.filter(slide => slide.minutes === undefined).map(slide => slide.title)).toEqual([])
    expect(totalMinutes(course.minutes)).toBe(course.meta.lectureMinutes)
  })

  it('covers every objective with slides and with post-test items', () => {
    const postTest = course.quizzes.find(quiz => quiz.kind === 'post-test')!
    for (const { id } of course.meta.objectives) {
      expect(course.slides.some(slide => slide.objectives.includes(id)), `${id} on slides`).toBe(true)
      expect(postTest.items.some(item => item.objectives.includes(id)), `${id} in the post-test`).toBe(true)
    }
  })

  it('has the blueprint\'s quizzes: 4 items before, 12 after, an evaluation', () => {
    const counts = Object.fromEntries(course.quizzes.map(quiz => [quiz.kind, quiz.items.length]))
    expect(counts).toMatchObject({ 'pre-test': 4, 'post-test': 12, 'evaluation': expect.any(Number) })
    const types = new Set(course.quizzes.find(quiz => quiz.kind === 'post-test')!.items.map(item => item.type))
    expect([...types]).toEqual(expect.arrayContaining(['single', 'multiple', 'true-false', 'matching', 'ordering']))
  })

  it('draws its structures with the formulas it states', async () => {
    const { drawings, problems } = await collectMolecules(course.slides)
    expect(problems).toEqual([])
    expect([...drawings.values()].map(drawing => drawing.formula)).toEqual(expect.arrayContaining(['C17H19NO4', 'C20H23NO4']))
  })

  it('says that it is not accredited, and invents no disclosure', () => {
    expect(course.meta.accreditation).toBe('none')
    expect(course.meta.faculty.every(person => person.disclosure.status === 'pending')).toBe(true)
  })

  it('marks retracted papers wherever they are listed', () => {
    expect(course.bibliography.get('wang2008')?.retracted).toMatch(/retracted/i)
    expect(course.bibliography.get('wang2009')?.retracted).toMatch(/retracted/i)
  })
})
