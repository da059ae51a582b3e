import type { Finding } from '../../scripts/course/problem.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { courseRules } from '../../scripts/check/course-rules.ts'
import { exampleDocument } from '../../scripts/check/example-document.ts'
import { runRules } from '../../scripts/check/rule.ts'
import { readSourceLecture } from '../../scripts/course/source-lecture.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { errataPage } from './errata-page.ts'
import { errata } from './errata.ts'

const folder = join(kitRoot, 'slides/low-dose-naltrexone')
const { source } = await readSourceLecture(folder)

/** The lecture as it was given: a slide for each of its blocks, its first line the headline. */
let findings: Finding[]
beforeAll(async () => {
  findings = runRules(courseRules, await exampleDocument({
    'slides.md': source!.blocks.map(block => `# ${block.text.trim()}`).join('\n\n---\n\n'),
    'studies.yaml': await readFile(join(folder, 'studies.yaml'), 'utf8'),
    'references.bib': await readFile(join(folder, 'references.bib'), 'utf8'),
  }))
})

describe('the errata of the lecture', () => {
  it('are all listed, each at its block', () => {
    expect(errata.map(([id]) => id)).toEqual(source!.errata.map(({ id }) => id))
    for (const [id, block] of errata)
      expect(source!.errata.find(erratum => erratum.id === id)!.blocks, id).toContain(block)
  })

  it.each(errata.flatMap(([id, block, , found]) => 'rules' in found ? [[id, block, found.rules] as const] : []))('%s (%s) is found', (_, block, rules) => {
    const slide = source!.blocks.findIndex(({ id }) => id === block) + 1
    expect(findings.filter(finding => finding.slide === slide).map(({ rule }) => rule)).toEqual(expect.arrayContaining([...rules]))
  })

  it('are in docs/errata.md as here; renew with "node tests/check/errata-page.ts"', async () => {
    expect(await readFile(join(kitRoot, 'docs/errata.md'), 'utf8')).toBe(errataPage())
  })
})
