import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { courseRules } from '../../scripts/check/course-rules.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { ruleIds } from './rule-ids.ts'

describe('docs/checks.md', () => {
  // Rules of what a course says have pages of their own; docs/checks.md has the others.
  it('names every rule of the code but those with pages of their own, and no other', async () => {
    const page = await readFile(join(kitRoot, 'docs/checks.md'), 'utf8')
    const named = [...page.matchAll(/^\| (`[^|]+)\|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id!))
    expect(named.toSorted()).toEqual((await ruleIds()).filter(id => !courseRules.some(rule => rule.id === id)))
  })
})
