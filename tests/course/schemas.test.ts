import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonSchemas } from '../../scripts/course/write-schemas.ts'
import { kitRoot } from '../../scripts/kit.ts'

describe('the JSON Schemas that editors pick up', () => {
  it.each(Object.entries(jsonSchemas()))('schemas/%s is what the zod schema says; renew with "node scripts/course/write-schemas.ts"', async (name, text) => {
    expect(await readFile(join(kitRoot, 'schemas', name), 'utf8')).toBe(text)
  })
})
