/** The part of a JSON Schema that a table of keys shows. */
export interface KeySchema {
  type?: string | string[]
  description?: string
  examples?: unknown[]
  default?: unknown
  const?: unknown
  enum?: unknown[]
  anyOf?: KeySchema[]
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  prefixItems?: KeySchema[]
  items?: KeySchema | false
  properties?: Record<string, KeySchema>
  required?: string[]
}

export interface KeyRow {
  /** Path from the file's top; `[]` stands for each entry of a list: "faculty[].disclosure.status". */
  key: string
  /** What may stand there, in words. */
  value: string
  /** "yes", or "no", with what counts when the key is left out. */
  needed: string
  meaning: string
}

/** Rows for some keys of a group, and for all that is below them; a shape that comes again is named, not repeated. */
export function keyRows(schema: KeySchema, keys: readonly string[]): KeyRow[] {
  const shown = new Map<string, string>()
  return keys.flatMap((key) => {
    const child = schema.properties?.[key]
    if (!child)
      throw new Error(`There is no key "${key}".`)
    return rowsOf(key, child, schema.required?.includes(key) ?? false, shown)
  })
}

/** A Markdown table of keys. */
export function keyTable(schema: KeySchema, keys: readonly string[]): string {
  const rows = keyRows(schema, keys).map(({ key, value, needed, meaning }) => `| \`${key}\` | ${[value, needed, meaning].map(cell).join(' | ')} |`)
  return ['| key | value | needed | meaning |', '|---|---|---|---|', ...rows].join('\n')
}

function rowsOf(path: string, schema: KeySchema, isRequired: boolean, shown: Map<string, string>): KeyRow[] {
  const entry = schema.items || undefined
  const group = entry?.properties ? entry : schema.properties ? schema : undefined
  const row: KeyRow = { key: path, value: valueOf(schema), needed: neededOf(schema, isRequired), meaning: schema.description ?? '' }
  if (!group)
    return [row]
  const shape = JSON.stringify(group.properties)
  const same = shown.get(shape)
  if (same)
    return [{ ...row, meaning: `${row.meaning}; keys as in \`${same}\`` }]
  shown.set(shape, path)
  const below = Object.entries(group.properties!).flatMap(([key, child]) =>
    rowsOf(`${path}${entry ? '[]' : ''}.${key}`, child, group.required?.includes(key) ?? false, shown))
  return [row, ...below]
}

function neededOf(schema: KeySchema, isRequired: boolean): string {
  if (isRequired)
    return 'yes'
  const isEmpty = schema.default === undefined || schema.default === '' || (Array.isArray(schema.default) && !schema.default.length)
  return isEmpty ? 'no' : `no: ${code(schema.default)}`
}

function valueOf(schema: KeySchema): string {
  const { type, format, pattern, examples } = schema
  if (schema.const !== undefined)
    return code(schema.const)
  if (schema.enum)
    return either(schema.enum.map(code))
  if (schema.anyOf)
    return either(schema.anyOf.map(valueOf))
  if (Array.isArray(type))
    return either(type.map(each => valueOf({ ...schema, type: each })))
  if (schema.prefixItems)
    return `list of ${schema.prefixItems.length === 2 ? 'two' : schema.prefixItems.length}: ${schema.prefixItems.map(valueOf).join('; ')}`
  if (type === 'array')
    return !schema.items ? 'list' : schema.items.properties ? 'list of groups' : `list of: ${valueOf(schema.items)}`
  if (type === 'object')
    return 'group'
  if (type === 'boolean')
    return '`true` or `false`'
  if (type === 'null')
    return '`null`'
  if (type === 'number' || type === 'integer')
    return numberOf(schema)
  if (format === 'email')
    return 'e-mail address'
  if (format === 'uri')
    return 'web address'
  if (pattern && examples?.length)
    return `${/^\d{4}-\d{2}-\d{2}$/.test(String(examples[0])) ? 'date' : 'text'} like ${code(examples[0])}`
  return type === 'string' ? 'text' : ''
}

function numberOf({ type, minimum, maximum, exclusiveMinimum }: KeySchema): string {
  const noun = type === 'integer' ? 'whole number' : 'number'
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER && isBounded)
    return `${noun} from ${minimum} to ${maximum}`
  if (exclusiveMinimum !== undefined)
    return type === 'integer' ? `${noun} from ${exclusiveMinimum + 1}` : `${noun} above ${exclusiveMinimum}`
  return minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? `${noun} from ${minimum}` : noun
}

function either(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
