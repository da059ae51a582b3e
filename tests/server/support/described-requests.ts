import fc from 'fast-check'
import { brokenBody, hostileFiles, hostileText, hostileTexts, hostileValue, hostileValues } from './hostile-values.ts'

/** A schema of an OpenAPI 3.1 document, as far as requests are made of it. */
interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  format?: string
  minimum?: number
  maximum?: number
}

interface Operation {
  parameters?: { name: string, in: 'path' | 'query' | 'header', required?: boolean, schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, unknown> }>
}

export interface Description {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

export interface DescribedRoute {
  method: string
  path: string
  operation: Operation
}

export interface MadeRequest {
  path: string
  headers: Record<string, string>
  body: string | Uint8Array<ArrayBuffer> | undefined
}

export function routesOf({ paths }: Description): DescribedRoute[] {
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })))
}

/**
 * Requests to a route as it is described: now right, now wrong in one place, now wrong altogether. `known` holds values that exist,
 * by the name of a parameter or a field, so that requests get past the first lookup.
 */
export function requestsTo({ path, method, operation }: DescribedRoute, description: Description, known: Readonly<Record<string, readonly unknown[]>>): fc.Arbitrary<MadeRequest> {
  const parameters = operation.parameters ?? []
  const of = (place: 'path' | 'query' | 'header') => parameters.filter(parameter => parameter.in === place)
  const valueOf = (name: string, schema: Schema) => fc.oneof({ weight: 3, arbitrary: known[name] ? fc.constantFrom(...known[name]) : fromSchema(schema, description, known) }, { weight: 2, arbitrary: hostileText }).map(textOf)

  const pathValues = fc.record(Object.fromEntries(of('path').map(({ name, schema }) => [name, valueOf(name, schema)])))
  const query = fc.record(Object.fromEntries([...of('query').map(({ name, schema }) => [name, fc.oneof(valueOf(name, schema), fc.constant(undefined))] as const), ['__proto__[x]', fc.option(hostileText, { nil: undefined, freq: 8 })]]))
  const headers = fc.record(Object.fromEntries(of('header').map(({ name, schema }) => [name, fc.oneof({ weight: 4, arbitrary: fromSchema(schema, description, known) }, { weight: 1, arbitrary: hostileText }).map(value => headerText(textOf(value)))])))
  const contentType = fc.oneof({ weight: 12, arbitrary: fc.constant('application/json') }, { weight: 1, arbitrary: fc.constantFrom('application/json; charset=utf-16', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', '', 'application/json; charset="', 'APPLICATION/JSON') })
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  const body = method === 'GET' || method === 'HEAD'
    ? fc.constant(undefined)
    : fc.oneof({ weight: 8, arbitrary: schema ? fromSchema(schema, description, known).map(write) : hostileValue.map(write) }, { weight: 1, arbitrary: hostileValue.map(write) }, { weight: 1, arbitrary: brokenBody }, { weight: 1, arbitrary: fc.constant(undefined) })

  return fc.record({ pathValues, query, headers, contentType, body }).map(({ pathValues, query, headers, contentType, body }) => {
    const search = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString()
    return {
      path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodePath(pathValues[name] ?? '')) + (search && `?${search}`),
      headers: { ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value)), ...body !== undefined && contentType && { 'content-type': contentType } },
      body,
    }
  })
}

const BOUNDARY = 'a-boundary'

/** Enough to have every kind of a body that comes in kinds. */
const BODIES = 60

/**
 * Right requests to a route with one thing in them wrong: every hostile text in every place of the address and the headers, every
 * hostile value in every place of the body.
 */
export function* requestsWithOneWrong({ path, method, operation }: DescribedRoute, description: Description, known: Readonly<Record<string, readonly unknown[]>>, seed: number): Generator<MadeRequest> {
  const parameters = operation.parameters ?? []
  const right = (schema: Schema, name: string) => known[name]?.[0] ?? fc.sample(rightOf(schema, description, known, 0, true), { numRuns: 1, seed })[0]
  const values = Object.fromEntries(parameters.filter(({ required }) => required).map(({ name, schema }) => [name, textOf(right(schema, name))]))
  const schema = operation.requestBody?.content['application/json']?.schema
  const bodies: unknown[] = schema && method !== 'GET' ? oneOfEachKind(fc.sample(rightOf(schema, description, known, 0, true), { numRuns: BODIES, seed })) : [undefined]
  const make = (values: Readonly<Record<string, string>>, body: unknown): MadeRequest => {
    const of = (place: string) => parameters.filter(({ name, in: at }) => at === place && name in values).map(({ name }): [string, string] => [name, values[name]!])
    const search = new URLSearchParams(of('query')).toString()
    return {
      path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodePath(values[name]!)) + (search && `?${search}`),
      headers: { ...Object.fromEntries(of('header').map(([name, value]) => [name, headerText(value)])), ...body !== undefined && { 'content-type': 'application/json' } },
      body: body === undefined ? undefined : write(body),
    }
  }
  const form = operation.requestBody?.content['multipart/form-data']
  if (form) {
    const right = (known.file?.[0] ?? new Uint8Array()) as Uint8Array
    for (const file of [right, ...hostileFiles(right)])
      yield { ...make(values, undefined), headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }, body: formOf(file, 'certificate.pdf') }
    for (const name of hostileTexts)
      yield { ...make(values, undefined), headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }, body: formOf(right, name) }
  }
  yield make(values, bodies[0])
  for (const { name } of parameters) {
    for (const text of hostileTexts)
      yield make({ ...values, [name]: text }, bodies[0])
  }
  for (const body of bodies) {
    if (body === undefined)
      continue
    for (const place of placesIn(body)) {
      for (const value of hostileValues)
        yield make(values, replaced(body, place, value))
    }
  }
}

function formOf(file: Uint8Array, name: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  return Uint8Array.from([...encoder.encode(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/pdf\r\n\r\n`), ...file, ...encoder.encode(`\r\n--${BOUNDARY}--\r\n`)])
}

/** Of bodies with the same fields and the same kind, the first. */
function oneOfEachKind(bodies: readonly unknown[]): unknown[] {
  return [...new Map(bodies.map(body => [body && typeof body === 'object' ? JSON.stringify([Object.keys(body).sort(), (body as { kind?: unknown }).kind]) : '', body] as const).reverse()).values()].slice(0, 12)
}

/** Every place in a value, the value itself first. */
function placesIn(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null)
    return [[]]
  const inside = Array.isArray(value) ? value.slice(0, 2).map((entry, index) => [index, entry] as const) : Object.entries(value).slice(0, 20)
  return [[], ...inside.flatMap(([key, entry]) => placesIn(entry).map(place => [key, ...place]))]
}

function replaced(value: unknown, [key, ...place]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined)
    return by
  const copy = Array.isArray(value) ? [...value] : { ...value as object }
  Object.defineProperty(copy, key, { value: replaced((value as Record<string, unknown>)[key], place, by), enumerable: true, configurable: true, writable: true })
  return copy
}

/** Values of a schema, one part in a dozen replaced by something else. */
function fromSchema(schema: Schema, description: Description, known: Readonly<Record<string, readonly unknown[]>>, depth = 0, isRight = false): fc.Arbitrary<unknown> {
  const right = rightOf(schema, description, known, depth, isRight)
  return isRight ? right : fc.oneof({ weight: 11, arbitrary: right }, { weight: 1, arbitrary: hostileValue })
}

function rightOf(schema: Schema, description: Description, known: Readonly<Record<string, readonly unknown[]>>, depth: number, isRight = false): fc.Arbitrary<unknown> {
  if (schema.$ref)
    return rightOf(description.components!.schemas![schema.$ref.split('/').at(-1)!]!, description, known, depth, isRight)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices)
    return fc.oneof(...choices.map(choice => fromSchema(choice, description, known, depth, isRight)))
  if (schema.allOf)
    return fc.tuple(...schema.allOf.map(part => rightOf(part, description, known, depth, isRight))).map(parts => Object.assign({}, ...parts))
  if ('const' in schema)
    return fc.constant(schema.const)
  if (schema.enum)
    return fc.constantFrom(...schema.enum)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object': {
      const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [name, fc.option(known[name] ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known[name]) }, { weight: isRight ? 0 : 1, arbitrary: hostileValue }) : fromSchema(property, description, known, depth + 1, isRight), { nil: undefined, freq: schema.required?.includes(name) ? 20 : 2 })] as const)
      const additional = schema.additionalProperties && depth < 4 ? fc.dictionary(fc.oneof({ weight: isRight ? 0 : 1, arbitrary: hostileText }, fc.constantFrom(...(known.item ?? ['x']) as string[])), typeof schema.additionalProperties === 'object' ? fromSchema(schema.additionalProperties, description, known, depth + 1, isRight) : isRight ? fc.constant(1) : hostileValue, { maxKeys: 3 }) : fc.constant({})
      return fc.tuple(fc.record(Object.fromEntries(properties)), additional, isRight ? fc.constant({}) : fc.option(fc.dictionary(hostileText, hostileValue, { maxKeys: 2 }), { nil: {}, freq: 12 })).map(parts => Object.assign({}, ...parts))
    }
    case 'array':
      return depth > 4 ? fc.constant([]) : fc.array(fromSchema(schema.items ?? {}, description, known, depth + 1, isRight), { maxLength: 4 })
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -5, -1e6), max: Math.min(schema.maximum ?? 200, 1e6) })
    case 'number':
      return fc.oneof(fc.constantFrom(0, 0.25, 0.5, 0.75, 1), fc.double({ noNaN: true }))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      if (schema.format === 'uuid')
        return fc.uuid()
      if (schema.format === 'email')
        return fc.emailAddress()
      return isRight ? fc.constant('x') : hostileText
    default:
      return isRight ? fc.constant(1) : hostileValue
  }
}

function write(value: unknown): string {
  return JSON.stringify(value) ?? ''
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : write(value)
}

/** What a header may hold at all: the rest never leaves a client. */
function headerText(value: string): string {
  return value.replace(/[^\x20-\x7E]/g, '').trim().slice(0, 4000)
}

/** A lone surrogate cannot be written in an address; what stands for it can. */
function encodePath(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(/^\.{1,2}$/, dots => dots.replaceAll('.', '%2e'))
}
