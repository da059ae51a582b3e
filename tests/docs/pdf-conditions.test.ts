import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { conditions } from '../../scripts/handouts/accessibility.ts'

it('docs/pdf-conditions.md has every condition as the code has it, in its order', async () => {
  const page = await readFile(fileURLToPath(new URL('../../docs/pdf-conditions.md', import.meta.url)), 'utf8')
  const rows = page.split('\n').filter(line => line.startsWith('| `'))
  expect(rows).toEqual(conditions.map(({ id, requirement, clause, matterhorn }) => `| \`${id}\` | ${requirement} | ${clause} | ${matterhorn.join(', ')} |`))
})
