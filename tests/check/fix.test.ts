import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it, vi } from 'vitest'
import { checkCourses } from '../../scripts/check/check-courses.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

async function fixed(content: string, end = '\n'): Promise<{ text: string, count: number }> {
  const deck = `---\ntheme: none\nminutes: 3\n---\n\n# A headline\n\n${content}\n`.replaceAll('\n', end)
  const project = await writeProject({ ...soundCourse, 'slides/demo/slides.md': deck })
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(project)
  try {
    const { fixed } = await checkCourses(await findCourses(project, []), { browser: false, quiet: true, fix: true })
    const text = await readFile(join(project, 'slides/demo/slides.md'), 'utf8')
    return { text: text.slice(text.indexOf('# A headline') + `# A headline${end}${end}`.length).trimEnd(), count: fixed }
  }
  finally {
    cwd.mockRestore()
  }
}

describe('--fix', () => {
  it.each([
    ['In low dose (.5-4.5mg)', 'In low dose (0.5 mg to 4.5 mg)'],
    ['3-4mg qday', '3 mg to 4 mg daily'],
    ['Take .5mg q.d. Then stop.', 'Take 0.5 mg daily. Then stop.'],
    ['1.0 mg QOD, 10U at night, 50µg', '1 mg every other day, 10 units at night, 50 mcg'],
    ['Give 100000 units SQ x3d', 'Give 100,000 units subcutaneously for 3 days'],
    ['| Drug | Dose |\n|---|---|\n| LDN | .25mg qhs |', '| Drug | Dose |\n|---|---|\n| LDN | 0.25 mg at bedtime |'],
    ['for 12 wks, 1-2 hrs', 'for 12 weeks, 1 to 2 hours'],
    ['<Box label="Take .5mg qd" />', '<Box label="Take 0.5 mg daily" />'],
    ['Text.\n\n<!--\nSay: .5mg qd.\n-->', 'Text.\n\n<!--\nSay: 0.5 mg daily.\n-->'],
  ])('%s', async (before, after) => {
    expect((await fixed(before)).text).toBe(after)
  })

  it.each([
    ['code', 'Write `.5mg qd` so.\n\n```\n.5mg qd\n```'],
    ['somebody\'s words', '<EditorNote id="E1" said="take .5mg qd" cites="younger2013">\n\nNo.\n\n</EditorNote>'],
    ['addresses', '[a link](https://example.org/.5mg/qd) and https://example.org/.5mg'],
    ['what is silenced', '<!-- lectern-ignore dose-naked-decimal, dose-no-space-unit, dose-qd: as it stood on the chart -->\nTake .5mg qd.'],
    ['what has two meanings', 'D/C the drug.'],
    ['words that are not what the source says, letter by letter', 'less than &lt;5 mg'],
    ['text without faults', 'Take 0.5 mg daily.'],
  ])('leaves %s alone', async (_, content) => {
    expect(await fixed(content)).toEqual({ text: content, count: 0 })
  })

  it('keeps the line ends of the file', async () => {
    expect((await fixed('Take .5mg qd.\nAnd more.', '\r\n')).text).toBe('Take 0.5 mg daily.\r\nAnd more.')
  })
})
