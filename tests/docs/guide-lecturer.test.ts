import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { writeProject } from '../support/temporary-project.ts'
import { fencedFiles } from './fenced-blocks.ts'

describe('docs/guide-lecturer.md', () => {
  it('leads to a course without any problem', async () => {
    const project = await writeProject(fencedFiles(await readFile(join(kitRoot, 'docs/guide-lecturer.md'), 'utf8')))
    const [place] = await findCourses(project, ['my-talk'])
    const { course, problems } = await loadCourse(place!)
    expect(problems.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([])
    expect(course!.slides.map(slide => slide.no)).toEqual([1, 2, 3, 4])
    expect(course!.citations).toEqual(['younger2013', 'duebruun2024'])
  })
})
