import type { KeySchema } from '../../scripts/docs/key-table.ts'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { findUncoveredStatements } from '../../scripts/check/source-coverage.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { keyRows } from '../../scripts/docs/key-table.ts'
import { courseFormatPage, keySchemas, markedKeys, writeKeyTables } from '../../scripts/docs/write-course-format.ts'
import { writeProject } from '../support/temporary-project.ts'
import { fencedFiles } from './fenced-blocks.ts'

const page = await readFile(courseFormatPage, 'utf8')
const files = fencedFiles(page)

describe('docs/course-format.md', () => {
  it('has the tables that the schemas give; renew with "node scripts/docs/write-course-format.ts"', () => {
    expect(writeKeyTables(page)).toBe(page)
  })

  it.each(Object.entries(keySchemas))('lists every key of %s once, each with its meaning', (name, schema) => {
    const keys = Object.keys(schema.properties!)
    expect([...markedKeys(page)[name]!].sort()).toEqual([...keys].sort())
    expect(keyRows(schema, keys).filter(row => !row.meaning || !row.value)).toEqual([])
  })

  it('has examples that together are a course without any problem', async () => {
    expect(Object.keys(files).sort()).toEqual(['course.yaml', 'pathways.yaml', 'references.bib', 'slides.md', 'source.txt', 'source.yaml', 'studies.yaml'])
    const project = await writeProject(Object.fromEntries(Object.entries(files).map(([name, text]) => [`slides/example/${name}`, text])))
    const [place] = await findCourses(project, ['example'])
    const { course, problems } = await loadCourse(place!)
    expect(problems.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([])
    expect(findUncoveredStatements(course!)).toEqual([])
    expect(course!.slides).toHaveLength(3)
  })

  it.each(['course', 'studies', 'pathways', 'source'])('shows every key of %s.yaml in an example', (name) => {
    const used = usedKeys(parse(files[`${name}.yaml`]!))
    // The studies of the example have no spread and no outcome of fewer people; it names these in comments.
    const onlyInComment = ['outcomes[].n', 'outcomes[].arms[].sd', 'outcomes[].arms[].range']
    const rows = keyRows(keySchemas[name] as KeySchema, Object.keys(keySchemas[name]!.properties!))
    expect(rows.map(row => row.key).filter(key => !used.has(key) && !onlyInComment.includes(key))).toEqual([])
  })
})

/** Paths of all keys in a document; of a file that is a list, those of its entries. */
function usedKeys(value: unknown): Set<string> {
  const keys = new Set<string>()
  const visit = (node: unknown, path: string) => {
    if (Array.isArray(node)) {
      node.forEach(each => visit(each, path && `${path}[]`))
    }
    else if (node && typeof node === 'object') {
      for (const [key, child] of Object.entries(node)) {
        const childPath = path ? `${path}.${key}` : key
        keys.add(childPath)
        visit(child, childPath)
      }
    }
  }
  visit(value, '')
  return keys
}
