import type { Problem } from './problem.ts'
import type { SourceMap } from './source-schema.ts'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sourceSchema } from './source-schema.ts'
import { readYamlFile } from './yaml-file.ts'

export interface SourceBlock {
  id: string
  title: string
  /** First and last line in source.txt, from 1. */
  lines: [number, number]
  text: string
  /** Why the block is kept out of the course. */
  omitted?: string
}

/** The lecture that a course was rebuilt from, as its blocks and the errata found in it. */
export interface SourceLecture {
  file: string
  text: string
  blocks: SourceBlock[]
  errata: { id: string, blocks: string[] }[]
}

/** Reads source.yaml and source.txt of a course folder; a course without a source lecture has neither. */
export async function readSourceLecture(folder: string): Promise<{ source?: SourceLecture, files: string[], problems: Problem[] }> {
  const mapFile = join(folder, 'source.yaml')
  const textFile = join(folder, 'source.txt')
  if (!existsSync(mapFile))
    return { files: [], problems: [] }

  const map = await readYamlFile<SourceMap>(mapFile, sourceSchema, 'source')
  if (!map.data)
    return { files: [mapFile], problems: map.problems }
  const { data } = map

  let text: string
  try {
    text = await readFile(textFile, 'utf8')
  }
  catch {
    return { files: [mapFile], problems: [{ rule: 'source-missing-file', severity: 'error', file: textFile, line: 1, column: 1, message: 'source.yaml describes a lecture, but source.txt does not exist.', mend: 'Put the text of the lecture into source.txt, or remove source.yaml.' }] }
  }

  const lines = text.split(/\r?\n/)
  const problems: Problem[] = []
  const blocks = data.blocks.map((block, index): SourceBlock => {
    const [first, last] = block.lines
    if (first > last || last > lines.length)
      problems.push({ rule: 'source-invalid-lines', severity: 'error', file: mapFile, ...map.positionOf(['blocks', index, 'lines']), message: `Block ${block.id} has the lines ${first} to ${last}, but source.txt has ${lines.length}.`, mend: 'Correct the line numbers.' })
    return {
      id: block.id,
      title: block.title,
      lines: [first, last],
      text: lines.slice(first - 1, last).join('\n'),
      omitted: data.omitted.find(omitted => omitted.block === block.id)?.reason,
    }
  })
  const errata = data.errata.map(erratum => ({ id: erratum.id, blocks: [erratum.block].flat() }))
  return { source: { file: textFile, text, blocks, errata }, files: [mapFile, textFile], problems }
}
