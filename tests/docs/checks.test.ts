import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kitRoot } from '../../scripts/kit.ts'
import { ruleIds } from './rule-ids.ts'

describe('docs/checks.md', () => {
  it('names every rule of the code, and no other', async () => {
    const page = await readFile(join(kitRoot, 'docs/checks.md'), 'utf8')
    const named = [...page.matchAll(/^\| (`[^|]+)\|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id!))
    expect(named.toSorted()).toEqual(await ruleIds())
  })
})
