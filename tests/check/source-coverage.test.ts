import type { Course } from '../../scripts/course/course.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { contentWords, findUncoveredStatements, statementsOf } from '../../scripts/check/source-coverage.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { kitRoot } from '../../scripts/kit.ts'

let course: Course

beforeAll(async () => {
  const [place] = await findCourses(kitRoot, ['low-dose-naltrexone'])
  const loaded = await loadCourse(place!)
  expect(loaded.problems).toEqual([])
  course = loaded.course!
})

describe('the low-dose naltrexone course keeps the whole lecture', () => {
  it('has every statement of it on a slide or in an editor\'s note', () => {
    expect(findUncoveredStatements(course).map(finding => finding.message)).toEqual([])
  })

  it('rebuilds the blocks in the order of the lecture', () => {
    const order = course.slides.flatMap(slide => slide.sources.map(id => Number(id.slice(1))))
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  it('would notice a statement that is dropped', () => {
    for (const block of ['S12', 'S26', 'S40', 'S51']) {
      const without = { ...course, slides: course.slides.filter(slide => !slide.sources.includes(block)) }
      const lines = findUncoveredStatements(without).map(finding => finding.line)
      const [first, last] = course.source!.blocks.find(candidate => candidate.id === block)!.lines
      expect(lines.filter(line => line >= first && line <= last).length, block).toBeGreaterThan(0)
    }
  })

  it('would notice an editor\'s note that is dropped where only it keeps the lecturer\'s words', () => {
    const dropped = course.slides.filter(slide => slide.editorNotes.length > 0).filter((slide) => {
      const without = { ...course, slides: course.slides.map(each => each === slide ? { ...each, editorNotes: [] } : each) }
      return findUncoveredStatements(without).length > 0
    })
    expect(dropped.length).toBeGreaterThan(20)
  })

  it('keeps the promotional block out, and says why', () => {
    const omitted = course.source!.blocks.filter(block => block.omitted)
    expect(omitted.map(block => block.id)).toContain('S52')
    expect(omitted.every(block => block.omitted!.length > 10)).toBe(true)
    expect(JSON.stringify(course.slides.map(slide => slide.content))).not.toMatch(/nynjpainsymposium|Hyatt/)
  })
})

describe('dividing a block into statements', () => {
  it('takes bullets, paragraphs and table rows, and not the title', () => {
    const text = 'Clinical Use\n\n- Fibromyalgia\n\nNow seen as a neuro\ninflammatory condition\n\n\tLDN\tPlacebo\nNumber\t32\t27\n- one\n- two, which\ngoes on'
    expect(statementsOf(text, 'Clinical Use', 10).map(statement => `${statement.line} ${statement.text}`)).toEqual([
      '12 Fibromyalgia',
      '14 Now seen as a neuro inflammatory condition',
      '17 LDN\tPlacebo',
      '18 Number\t32\t27',
      '19 one',
      '20 two, which goes on',
    ])
  })

  it('compares words without their endings and numbers by value', () => {
    expect(contentWords('.5-4.5mg')).toEqual(contentWords('0.5 to 4.5 mg').filter(word => word !== 'to'))
    expect(contentWords('Studies showed')).toEqual(contentWords('study shows').map(word => word === 'study' ? 'stud' : word))
  })
})
