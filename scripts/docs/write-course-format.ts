import type { KeySchema } from './key-table.ts'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { courseSchema } from '../course/course-schema.ts'
import { pathwaysSchema } from '../course/pathways-schema.ts'
import { frontmatterSchema } from '../course/slide.ts'
import { sourceSchema } from '../course/source-schema.ts'
import { studiesSchema } from '../course/studies-schema.ts'
import { kitRoot } from '../kit.ts'
import { keyTable } from './key-table.ts'

/** The page whose tables of keys are written from the schemas; run `node scripts/docs/write-course-format.ts` to renew it. */
export const courseFormatPage = join(kitRoot, 'docs/course-format.md')

/** What the page's markers can name. Of a file that is a list, the keys of an entry. */
export const keySchemas: Record<string, KeySchema> = {
  course: keysOf(courseSchema),
  studies: keysOf(studiesSchema),
  pathways: keysOf(pathwaysSchema),
  source: keysOf(sourceSchema),
  slide: keysOf(frontmatterSchema),
}

const MARKED = /<!-- keys of (\w+): ([\w ]+) -->\n[\s\S]*?<!-- end of keys -->/g

/** Renews every table between `<!-- keys of course: title … -->` and `<!-- end of keys -->`. */
export function writeKeyTables(page: string): string {
  return page.replace(MARKED, (_, name: string, keys: string) =>
    `<!-- keys of ${name}: ${keys} -->\n\n${keyTable(schemaNamed(name), keys.split(' '))}\n\n<!-- end of keys -->`)
}

/** Keys that the page's markers name, by schema. */
export function markedKeys(page: string): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const [, name, keys] of page.matchAll(MARKED))
    (found[name!] ??= []).push(...keys!.split(' '))
  return found
}

function keysOf(schema: z.ZodType): KeySchema {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as KeySchema
  return whole.items || whole
}

function schemaNamed(name: string): KeySchema {
  const schema = keySchemas[name]
  if (!schema)
    throw new Error(`There is no schema "${name}".`)
  return schema
}

if (import.meta.main)
  await writeFile(courseFormatPage, writeKeyTables(await readFile(courseFormatPage, 'utf8')))
