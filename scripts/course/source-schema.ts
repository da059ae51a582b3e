import { z } from 'zod'

/*
 * The shape of source.yaml: how the source lecture (source.txt) divides into blocks, which blocks are left out of the
 * course and why, and which errata an editor's note must answer.
 */

const text = z.string().trim().min(1, 'must not be empty')
const blockId = z.string().regex(/^S\d+$/, 'must look like S12').meta({ examples: ['S12'] })

export const sourceSchema = z.strictObject({
  blocks: z.array(z.strictObject({
    id: blockId.describe('What slides name under source'),
    lines: z.tuple([z.number().int().positive(), z.number().int().positive()]).describe('First and last line in source.txt'),
    title: text.describe('Title of the block in the lecture; it needs not stand on a slide'),
    content: text.optional().describe('What the block is about, for editors'),
  })).min(1).describe('Parts of the lecture, usually one for each of its slides'),
  omitted: z.array(z.strictObject({
    block: blockId.describe('Block that stays out of the course'),
    reason: text.describe('Why'),
  })).default([]).describe('Blocks that no slide rebuilds'),
  errata: z.array(z.strictObject({
    id: z.string().regex(/^E\d+$/, 'must look like E45').meta({ examples: ['E45'] }).describe('Id that an editor\'s note names'),
    block: z.union([blockId, z.array(blockId)]).describe('Where the statement stands'),
  })).default([]).describe('Statements of the lecture that an editor\'s note must answer'),
})

export type SourceMap = z.infer<typeof sourceSchema>
