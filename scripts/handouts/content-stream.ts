/** An operand of a content stream operator, as ISO 32000-1 §7.3 defines objects. */
export type Operand
  = | { kind: 'number', value: number }
    | { kind: 'name', value: string }
    | { kind: 'string', bytes: Uint8Array }
    | { kind: 'array', items: Operand[] }
    | { kind: 'dictionary', entries: Map<string, Operand> }
    | { kind: 'other' }

/** One operator of a content stream with the bytes it occupies, operands included. */
export interface Operator {
  name: string
  operands: Operand[]
  /** Offset of the first byte of the first operand. */
  start: number
  /** Offset after the operator's last byte. */
  end: number
}

/** Operators that begin a path. */
export const pathOperators: ReadonlySet<string> = new Set(['m', 're'])
/** Operators that paint the path and end it. */
export const paintOperators: ReadonlySet<string> = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's'])
export const textOperators: ReadonlySet<string> = new Set(['Tj', 'TJ', '\'', '"'])

const latin1 = new TextDecoder('latin1')

/** Reads a content stream. Damaged streams end early instead of failing. */
export function readOperators(bytes: Uint8Array): Operator[] {
  const operators: Operator[] = []
  const reader = { bytes, at: 0 }
  let operands: Operand[] = []
  let start = -1
  for (;;) {
    skipSpace(reader)
    if (reader.at >= bytes.length)
      return operators
    if (start < 0)
      start = reader.at
    const operand = readOperand(reader)
    if (operand !== undefined) {
      operands.push(operand)
      continue
    }
    const name = readRegular(reader)
    if (name === '')
      reader.at++ // a stray delimiter
    else if (name === 'true' || name === 'false' || name === 'null')
      operands.push({ kind: 'other' })
    else if (name === 'BI')
      skipInlineImage(reader)
    if (name === '' || name === 'true' || name === 'false' || name === 'null')
      continue
    operators.push({ name, operands, start, end: reader.at })
    operands = []
    start = -1
  }
}

interface Reader { bytes: Uint8Array, at: number }

function readOperand(reader: Reader): Operand | undefined {
  const { bytes } = reader
  const byte = bytes[reader.at]!
  const next = bytes[reader.at + 1]
  if (byte === 0x28)
    return { kind: 'string', bytes: readLiteralString(reader) }
  if (byte === 0x3C && next === 0x3C)
    return readDictionary(reader)
  if (byte === 0x3C)
    return { kind: 'string', bytes: readHexString(reader) }
  if (byte === 0x5B)
    return readArray(reader)
  if (byte === 0x2F) {
    reader.at++
    return { kind: 'name', value: decodeName(readRegular(reader)) }
  }
  if (byte === 0x2B || byte === 0x2D || byte === 0x2E || (byte >= 0x30 && byte <= 0x39))
    return { kind: 'number', value: Number(readRegular(reader)) }
  return undefined
}

function readArray(reader: Reader): Operand {
  const items: Operand[] = []
  reader.at++
  for (;;) {
    skipSpace(reader)
    if (reader.at >= reader.bytes.length)
      break
    if (reader.bytes[reader.at] === 0x5D) {
      reader.at++
      break
    }
    items.push(readOperand(reader) ?? readOther(reader))
  }
  return { kind: 'array', items }
}

function readDictionary(reader: Reader): Operand {
  const entries = new Map<string, Operand>()
  reader.at += 2
  for (;;) {
    skipSpace(reader)
    if (reader.at >= reader.bytes.length)
      break
    if (reader.bytes[reader.at] === 0x3E) {
      reader.at += 2
      break
    }
    const key = readOperand(reader) ?? readOther(reader)
    skipSpace(reader)
    const value = readOperand(reader) ?? readOther(reader)
    if (key.kind === 'name')
      entries.set(key.value, value)
  }
  return { kind: 'dictionary', entries }
}

function readOther(reader: Reader): Operand {
  if (readRegular(reader) === '')
    reader.at++
  return { kind: 'other' }
}

const escapes: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 }

function readLiteralString(reader: Reader): Uint8Array {
  const { bytes } = reader
  const found: number[] = []
  let depth = 1
  reader.at++
  while (reader.at < bytes.length) {
    const byte = bytes[reader.at++]!
    if (byte === 0x5C) {
      const escaped = bytes[reader.at++] ?? 0
      const letter = String.fromCharCode(escaped)
      if (letter in escapes) {
        found.push(escapes[letter]!)
      }
      else if (letter >= '0' && letter <= '7') {
        let value = escaped - 0x30
        for (let digits = 1; digits < 3 && bytes[reader.at]! >= 0x30 && bytes[reader.at]! <= 0x37; digits++)
          value = value * 8 + bytes[reader.at++]! - 0x30
        found.push(value & 0xFF)
      }
      else if (letter === '\r') {
        if (bytes[reader.at] === 10)
          reader.at++
      }
      else if (letter !== '\n') {
        found.push(escaped)
      }
      continue
    }
    if (byte === 0x28)
      depth++
    else if (byte === 0x29 && --depth === 0)
      break
    found.push(byte)
  }
  return Uint8Array.from(found)
}

function readHexString(reader: Reader): Uint8Array {
  const end = reader.bytes.indexOf(0x3E, reader.at)
  const stop = end < 0 ? reader.bytes.length : end
  let digits = latin1.decode(reader.bytes.subarray(reader.at + 1, stop)).replace(/[^\da-f]/gi, '')
  if (digits.length % 2 === 1)
    digits += '0'
  reader.at = stop + 1
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) => Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16))
}

/** The data of an inline image end with the operator EI between white space (ISO 32000-1 §8.9.7). */
function skipInlineImage(reader: Reader): void {
  const { bytes } = reader
  for (; reader.at < bytes.length - 2; reader.at++) {
    const ends = isSpace(bytes[reader.at]!) && bytes[reader.at + 1] === 0x45 && bytes[reader.at + 2] === 0x49
      && (reader.at + 3 >= bytes.length || isSpace(bytes[reader.at + 3]!))
    if (ends) {
      reader.at += 3
      return
    }
  }
  reader.at = bytes.length
}

function readRegular(reader: Reader): string {
  const start = reader.at
  while (reader.at < reader.bytes.length && !isSpace(reader.bytes[reader.at]!) && !isDelimiter(reader.bytes[reader.at]!))
    reader.at++
  return latin1.decode(reader.bytes.subarray(start, reader.at))
}

function decodeName(name: string): string {
  return name.replace(/#([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function skipSpace(reader: Reader): void {
  const { bytes } = reader
  while (reader.at < bytes.length) {
    if (bytes[reader.at] === 0x25) {
      while (reader.at < bytes.length && bytes[reader.at] !== 10 && bytes[reader.at] !== 13)
        reader.at++
    }
    else if (isSpace(bytes[reader.at]!)) {
      reader.at++
    }
    else {
      return
    }
  }
}

function isSpace(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9 || byte === 12 || byte === 0
}

function isDelimiter(byte: number): boolean {
  return byte === 0x28 || byte === 0x29 || byte === 0x3C || byte === 0x3E || byte === 0x5B || byte === 0x5D
    || byte === 0x7B || byte === 0x7D || byte === 0x2F || byte === 0x25
}
