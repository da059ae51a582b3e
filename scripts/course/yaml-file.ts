import type { Document, Node, Pair } from 'yaml'
import type { core, ZodType } from 'zod'
import type { Problem } from './problem.ts'
import { readFile } from 'node:fs/promises'
import { isMap, LineCounter, parseDocument } from 'yaml'
import { rememberLast } from './remember-last.ts'

export interface YamlFile<T> {
  file: string
  /** Undefined when there are problems. */
  data?: T
  problems: Problem[]
  /** Line and column of the value at a path; the nearest existing ancestor's when the path does not exist. */
  positionOf: (path: readonly PropertyKey[]) => { line: number, column: number }
}

/** One schema belongs to each file, so that the file's name says which one it was read with. */
const lastRead = rememberLast<YamlFile<unknown>>()

/**
 * Reads a YAML file against a schema.
 * @param file path of the file; a missing file is a problem, not an exception.
 * @param schema what the file must hold.
 * @param rulePrefix first word of the problems' rule ids, for example "course".
 */
export async function readYamlFile<T>(file: string, schema: ZodType<T>, rulePrefix: string): Promise<YamlFile<T>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  }
  catch {
    return {
      file,
      problems: [{
        rule: `${rulePrefix}-missing-file`,
        severity: 'error',
        file,
        line: 1,
        column: 1,
        message: 'The file does not exist or cannot be read.',
        mend: 'Create it; docs/course-format.md shows what goes into it.',
      }],
      positionOf: () => ({ line: 1, column: 1 }),
    }
  }
  return lastRead(file, text, () => parseYaml(text, file, schema, rulePrefix)) as YamlFile<T>
}

/** As readYamlFile, for a text already read. */
export function parseYaml<T>(text: string, file: string, schema: ZodType<T>, rulePrefix: string): YamlFile<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const positionOf = (path: readonly PropertyKey[]) => place(lines, document, path)

  const syntax = [...document.errors].map((error): Problem => ({
    rule: `${rulePrefix}-invalid-yaml`,
    severity: 'error',
    file,
    line: error.linePos?.[0].line ?? 1,
    column: error.linePos?.[0].col ?? 1,
    message: `This is not valid YAML: ${error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')}.`,
    mend: 'Mend the indentation, the quotes or the brackets here; text with ": " or "#" in it needs quotes.',
  }))
  if (syntax.length)
    return { file, problems: syntax, positionOf }

  let value: unknown
  try {
    value = document.toJS()
  }
  catch {
    // Aliases of aliases can grow to more than any memory holds; the reader refuses them.
    return { file, problems: [{ rule: `${rulePrefix}-invalid-yaml`, severity: 'error', file, line: 1, column: 1, message: 'Aliases (*name) in this file refer to aliases, and would grow without end.', mend: 'Write the values themselves.' }], positionOf }
  }
  const result = schema.safeParse(value)
  if (result.success)
    return { file, data: result.data, problems: [], positionOf }
  const problems = result.error.issues.flatMap(issue => describe(issue, document, lines, file, rulePrefix))
  return { file, problems, positionOf }
}

function describe(issue: core.$ZodIssue, document: Document, lines: LineCounter, file: string, rulePrefix: string): Problem[] {
  const where = issue.path.map(String).join('.') || 'the file'
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      rule: `${rulePrefix}-unknown-key`,
      severity: 'error',
      file,
      ...placeOfKey(lines, document, issue.path, key),
      message: `Unknown key "${key}"${issue.path.length ? ` in ${where}` : ''}.`,
      mend: 'Remove it or correct its spelling; docs/course-format.md lists the keys.',
    }))
  }
  const missing = issue.code === 'invalid_type' && valueAt(document, issue.path) === undefined
  const key = String(issue.path.at(-1) ?? '')
  return [{
    rule: missing ? `${rulePrefix}-missing-key` : `${rulePrefix}-invalid-value`,
    severity: 'error',
    file,
    ...place(lines, document, issue.path),
    message: missing ? `"${key}" is missing in ${issue.path.slice(0, -1).map(String).join('.') || 'the file'}.` : `${where}: ${plain(issue)}`,
    mend: missing ? `Add "${key}:" (${plain(issue)}).` : 'Correct the value; docs/course-format.md says what is allowed.',
  }]
}

function plain(issue: core.$ZodIssue): string {
  if (issue.code === 'invalid_type')
    return `must be ${issue.expected === 'array' ? 'a list' : issue.expected === 'object' ? 'a group of keys' : `a ${issue.expected}`}`
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid'))
    return `must be one of: ${issue.values.map(String).join(', ')}`
  return issue.message
}

function valueAt(document: Document, path: readonly PropertyKey[]): unknown {
  return path.length ? document.getIn(path as string[]) : document.contents
}

function place(lines: LineCounter, document: Document, path: readonly PropertyKey[]) {
  for (let length = path.length; length >= 0; length--) {
    const node = length ? document.getIn(path.slice(0, length) as string[], true) : document.contents
    const range = (node as Node | undefined)?.range
    if (range) {
      const { line, col } = lines.linePos(range[0])
      return { line, column: col }
    }
  }
  return { line: 1, column: 1 }
}

function placeOfKey(lines: LineCounter, document: Document, path: readonly PropertyKey[], key: string) {
  const map = path.length ? document.getIn(path as string[], true) : document.contents
  const pair = isMap(map) ? map.items.find((item: Pair) => String(item.key) === key) : undefined
  const range = (pair?.key as Node | undefined)?.range
  if (!range)
    return place(lines, document, path)
  const { line, col } = lines.linePos(range[0])
  return { line, column: col }
}
