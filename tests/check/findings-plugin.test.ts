import type { Plugin } from 'vite'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bySlide, findingsPlugin } from '../../scripts/check/findings-plugin.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

async function served(command: 'serve' | 'build') {
  const project = await writeProject({ ...soundCourse, 'slides/demo/slides.md': '---\ntheme: none\nminutes: 3\n---\n\n# A headline\n\nTake .5 mg.\n' })
  const plugin = findingsPlugin(join(project, 'slides/demo')) as Plugin & { configResolved: (config: unknown) => void, load: (id: string) => Promise<string> }
  plugin.configResolved({ command })
  return plugin.load('\0virtual:lectern/findings')
}

it('serves the findings of each slide to a deck that is presented', async () => {
  const findings = JSON.parse((await served('serve')).replace('export default ', ''))
  expect(findings[1][0]).toMatchObject({ rule: 'dose-naked-decimal', severity: 'error', line: 8 })
})

it('puts none of them into a build', async () => {
  expect(await served('build')).toBe('export default {}')
})

it('shows errors first', () => {
  const finding = { file: 'a', column: 1, message: 'm', mend: 'n', slide: 2 }
  expect(bySlide([{ ...finding, rule: 'a', severity: 'warning', line: 1 }, { ...finding, rule: 'b', severity: 'error', line: 9 }, { ...finding, rule: 'c', severity: 'error', line: 3, slide: undefined }])[2]!.map(({ rule }) => rule)).toEqual(['b', 'a'])
})
