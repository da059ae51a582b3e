import fc from 'fast-check'

/** Texts that have broken other services: each for a parser, a database, a file system, a template or a person's eyes. */
export const hostileTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\uD800',
  'x\uDFFF',
  '\u202Eevil',
  '\u2028',
  '\r\nset-cookie: a=b',
  'e\u0301',
  '👩🏽‍⚕️',
  '李',
  '\' OR \'1\'=\'1',
  '"; DROP TABLE record; --',
  '%\' AND 1=CAST((SELECT 1) AS int)--',
  '../../../../etc/passwd',
  '..%2f..%2fprivate%2fcourse.json',
  '/etc/passwd',
  'file:///etc/passwd',
  '%00',
  '%',
  '%zz',
  '%u0000',
  '$' + '{7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://evil.test")',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'true',
  'NaN',
  '-1',
  '1e999',
  '0x10',
  '9'.repeat(400),
  'a'.repeat(5000),
  '2024-02-30',
  '+275760-09-13T00:00:00.001Z',
]

export const hostileText = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 40 }))

const hostileNumber = fc.constantFrom(0, -0, -1, 1, 0.1, 0.25, 1e-7, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1.7976931348623157e308, Number.MIN_VALUE, 5e-324)

/** Any value that JSON can say, and some that only look like it. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  hostileNumber,
  fc.constantFrom(null, true, false),
  fc.constantFrom<unknown>([], {}, [[]], [null], [{}]),
  fc.dictionary(hostileText, hostileText, { maxKeys: 4 }),
  fc.array(hostileText, { maxLength: 5 }),
  fc.constantFrom(50, 2000).map(depth => nested(depth)),
  fc.constant(Array.from({ length: 5000 }, (_, index) => index)),
  fc.constant(JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}')),
)

/** What takes the place of anything in a body, one at a time. */
export const hostileValues: readonly unknown[] = [
  ...hostileTexts.filter(text => !/^(?:%|\.\.|\/etc|file:|-1|true|null|NaN|0x|\{\{|\$)/.test(text)).filter((_, index) => index % 2 === 0),
  '\0',
  '\uD800',
  '__proto__',
  null,
  true,
  -1,
  2 ** 53,
  1e300,
  [],
  {},
  [null],
  nested(2000),
  JSON.parse('{"__proto__":{"admin":true}}'),
]

/** Files that are not what they say, made of one that is. */
export function hostileFiles(right: Uint8Array): Uint8Array[] {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const changed = (place: number) => right.map((byte, index) => index === Math.floor(place * right.length) ? byte ^ 0xFF : byte)
  return [
    new Uint8Array(),
    bytes('%PDF-1.7'),
    bytes('%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
    bytes('eyJhbGciOiJub25lIn0.e30.'),
    bytes(`${'['.repeat(50_000)}`),
    new Uint8Array(100_000),
    new Uint8Array(300_000).fill(65),
    ...[0.1, 0.5, 0.9, 0.99].map(part => right.slice(0, Math.floor(right.length * part))),
    ...[0.001, 0.2, 0.4, 0.6, 0.8, 0.999].map(changed),
    Uint8Array.from([...right, ...right]),
  ]
}

function nested(depth: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level++)
    value = level % 2 ? [value] : { nested: value }
  return value
}

/** Bodies that are no JSON, or that only some parsers take. */
export const brokenBody = fc.constantFrom(
  '',
  ' ',
  '{',
  '}',
  '{"kind":',
  '{"kind":"claim","kind":"claim"',
  '{\'kind\':\'claim\'}',
  '[1,]',
  'NaN',
  '1e400',
  '"\\u0000"',
  '"\\ud800"',
  '\uFEFF{}',
  '\0',
  `${'['.repeat(50_000)}`,
  `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  'kind=claim&credits=1',
  '<xml/>',
  'x'.repeat(300_000),
)
