import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { watchCourses } from '../../scripts/check/watch-courses.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

it('checks again when a source is saved, also by an editor that writes beside and renames', async () => {
  const project = await writeProject(soundCourse)
  const deck = join(project, 'slides/demo/slides.md')
  const stop = new AbortController()
  const reports: string[] = []
  const done = watchCourses(await findCourses(project, []), { signal: stop.signal, write: text => reports.push(text) })
  onTestFinished(() => stop.abort())
  const reported = (words: string) => vi.waitFor(() => expect(reports.at(-1)).toContain(words), { timeout: 20_000, interval: 20 })

  await reported('waiting for changes')
  expect(reports[0]).not.toContain('dose-')

  const text = await readFile(deck, 'utf8')
  await writeFile(deck, text.replace('# The end', '# Take .5 mg'))
  await reported('dose-naked-decimal')

  await writeFile(`${deck}~`, `${text.replace('# The end', '\n\n# Take 5 mg qd')}`)
  await rename(`${deck}~`, deck)
  await reported('dose-qd')
  expect(reports.at(-1)).not.toContain('dose-naked-decimal')
  expect(reports.at(-1)).toMatch(/demo: checking …\n[\s\S]*slides\.md:2[78]:\d+ [\s\S]*; waiting for changes\.\n$/)

  stop.abort()
  await done
})
