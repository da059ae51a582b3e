import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { kitRoot } from '../kit.ts'
import { courseSchema } from './course-schema.ts'
import { pathwaysSchema } from './pathways-schema.ts'
import { sourceSchema } from './source-schema.ts'
import { studiesSchema } from './studies-schema.ts'

/** JSON Schemas of a course's YAML files, by file name: editors complete and check with them. */
export function jsonSchemas(): Record<string, string> {
  const schemas = { course: courseSchema, studies: studiesSchema, pathways: pathwaysSchema, source: sourceSchema }
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [
    `${name}.schema.json`,
    `${JSON.stringify({ title: `${name}.yaml of a Lectern course`, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`,
  ]))
}

if (import.meta.main) {
  const folder = join(kitRoot, 'schemas')
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(jsonSchemas()))
    await writeFile(join(folder, name), text)
}
