import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOperators } from '../../scripts/handouts/content-stream.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const names = (text: string) => readOperators(bytes(text)).map(operator => operator.name)

describe('readOperators', () => {
  it.each<[what: string, stream: string, operators: string[]]>([
    ['paths', 'q 1 0 0 1 0 0 cm 0 0 10 10 re W* n Q', ['q', 'cm', 're', 'W*', 'n', 'Q']],
    ['strings with brackets and escapes', '(a (nested\\) one) \\( Tj) Tj', ['Tj']],
    ['hexadecimal strings', '<00 1f> Tj', ['Tj']],
    ['arrays of strings and numbers', '[<0001> -20.5 (b)] TJ', ['TJ']],
    ['dictionaries', '/P <</MCID 0 /Lang (en)>> BDC EMC', ['BDC', 'EMC']],
    ['inline images', 'BI /W 2 /H 1 ID \u0001EI\u0002 EI Q', ['BI', 'Q']],
    ['comments', '% Tj in a comment\nq', ['q']],
    ['the apostrophe', 'T* (a) \'', ['T*', '\'']],
  ])('reads %s', (_, stream, operators) => {
    expect(names(stream)).toEqual(operators)
  })

  it('keeps the place of each operator with its operands', () => {
    const stream = 'q 0 0 10 10 re f Q'
    const [, rectangle] = readOperators(bytes(stream))
    expect(stream.slice(rectangle!.start, rectangle!.end)).toBe('0 0 10 10 re')
  })

  it('decodes escapes in strings', () => {
    const [show] = readOperators(bytes('(\\101\\n\\\\) Tj'))
    expect(show!.operands).toEqual([{ kind: 'string', bytes: Uint8Array.from([65, 10, 92]) }])
  })

  it('ends on every damaged stream, in time that grows with its length alone', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (stream) => {
      const operators = readOperators(stream)
      expect(operators.every(({ start, end }) => start < end && end <= stream.length + 1)).toBe(true)
    }))
  })
})
