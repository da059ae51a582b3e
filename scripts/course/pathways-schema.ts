import { z } from 'zod'

/* The shape of pathways.yaml: diagrams as nodes and arrows on a grid, each with its text alternative. */

const text = z.string().trim().min(1, 'must not be empty')
const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower case letters, digits and hyphens').meta({ examples: ['tlr4-arms'] })

const node = z.strictObject({
  id: id.meta({ examples: ['tlr4'] }).describe('Unique within the pathway'),
  label: text.describe('Words in the box'),
  column: z.number().min(1).describe('From left to right, from 1; 1.5 stands between two columns'),
  row: z.number().min(1).describe('From top to bottom, from 1; 1.5 stands between two rows'),
  kind: z.enum(['receptor', 'signal', 'cell', 'drug', 'effect', 'gene', 'process']).describe('How the box looks: drug filled and round; cell round; receptor with a bar at its left; effect with a strong frame; gene in italics; signal and process plain'),
  note: text.optional().describe('A second, smaller line in the box'),
})

const edge = z.strictObject({
  from: id.meta({ examples: ['tlr4'] }).describe('Id of a node'),
  to: id.meta({ examples: ['myd88'] }).describe('Id of a node'),
  kind: z.enum(['activates', 'inhibits', 'leads-to', 'hypothesis', 'blocked'])
    .describe('activates and leads-to: arrow; inhibits: bar; hypothesis: dashed, with a question mark; blocked: crossed out'),
  label: text.optional().describe('Words at the arrow'),
})

const pathway = z.strictObject({
  id: id.describe('How slides name the diagram'),
  title: text.describe('Name of the diagram'),
  description: text.describe('The text alternative: what the diagram says, in full sentences'),
  columns: z.number().int().positive().optional().describe('Least number of columns of the grid'),
  nodes: z.array(node).min(1).describe('The boxes'),
  edges: z.array(edge).default([]).describe('The arrows'),
  note: text.optional().describe('Caption below the diagram, for example how far the evidence reaches'),
  cites: z.array(text).default([]).describe('Keys in references.bib'),
})

export const pathwaysSchema = z.array(pathway)

export type Pathway = z.infer<typeof pathway>
