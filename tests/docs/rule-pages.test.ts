import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { courseRules } from '../../scripts/check/course-rules.ts'
import { deckRules } from '../../scripts/check/deck-rules.ts'
import { rulePages, writeRulePages } from '../../scripts/docs/write-rule-pages.ts'

const pages = writeRulePages()

describe('docs/rules', () => {
  it('has the pages that the rules give; renew with "node scripts/docs/write-rule-pages.ts"', async () => {
    expect((await readdir(rulePages)).sort()).toEqual([...pages.keys()].sort())
    const stale: string[] = []
    for (const [name, text] of pages) {
      if (await readFile(join(rulePages, name), 'utf8') !== text)
        stale.push(name)
    }
    expect(stale).toEqual([])
  })

  it('has a page for each rule, and one line for it in the list', () => {
    const index = pages.get('README.md')!
    for (const { id } of [...courseRules, ...deckRules]) {
      expect(pages.has(`${id}.md`), id).toBe(true)
      expect(index.split(`](${id}.md)`).length, id).toBe(2)
    }
  })

  it('shows examples in fences that no example closes', () => {
    for (const [name, text] of pages) {
      const fences = [...text.matchAll(/^`{3,}/gm)].map(([marks]) => marks)
      expect(fences.length % 2, name).toBe(0)
    }
  })
})
