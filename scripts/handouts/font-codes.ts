import type { Operand } from './content-stream.ts'
import type { Dictionary, Pdf } from './pdf-document.ts'
import { Buffer } from 'node:buffer'
import { readOperators } from './content-stream.ts'
import { getName } from './pdf-document.ts'

/** Bytes that a character code of a font takes: two in Chromium's composite fonts, one in its drawn (Type 3) ones. */
export function codeWidth(pdf: Pdf, font: Dictionary): 1 | 2 {
  return getName(pdf, font, 'Subtype') === 'Type0' ? 2 : 1
}

/** Splits a shown string into character codes. */
export function readCodes(bytes: Uint8Array, width: 1 | 2): number[] {
  const codes: number[] = []
  for (let index = 0; index + width <= bytes.length; index += width)
    codes.push(width === 2 ? bytes[index]! << 8 | bytes[index + 1]! : bytes[index]!)
  return codes
}

/** The strings that a text operator shows. */
export function shownStrings(operands: readonly Operand[]): Uint8Array[] {
  return operands.flatMap((operand) => {
    if (operand.kind === 'string')
      return [operand.bytes]
    return operand.kind === 'array' ? shownStrings(operand.items) : []
  })
}

/** Reads which characters the codes of a font stand for (ISO 32000-1 §9.10.3). */
export function readToUnicode(bytes: Uint8Array): Map<number, string> {
  const map = new Map<number, string>()
  for (const { name, operands } of readOperators(bytes)) {
    if (name === 'endbfchar') {
      for (let index = 0; index + 1 < operands.length; index += 2)
        map.set(codeOf(operands[index]), utf16Of(operands[index + 1]))
    }
    else if (name === 'endbfrange') {
      for (let index = 0; index + 2 < operands.length; index += 3) {
        const [first, last, target] = [codeOf(operands[index]), codeOf(operands[index + 1]), operands[index + 2]!]
        for (let code = first; code <= last && code - first < 0x10000; code++) {
          if (target.kind === 'array')
            map.set(code, utf16Of(target.items[code - first]))
          else
            map.set(code, countedUp(utf16Of(target), code - first))
        }
      }
    }
  }
  return map
}

/** Writes a character map with at most 100 entries in each block, as the format demands. */
export function writeToUnicode(map: ReadonlyMap<number, string>, width: 1 | 2): Uint8Array {
  const digits = (code: number) => code.toString(16).padStart(2 * width, '0')
  const entries = [...map].sort(([one], [other]) => one - other).map(([code, text]) => `<${digits(code)}> <${utf16Digits(text)}>`)
  const blocks: string[] = []
  for (let index = 0; index < entries.length; index += 100) {
    const block = entries.slice(index, index + 100)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return Buffer.from(`/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<${digits(0)}> <${digits(256 ** width - 1)}>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
`, 'latin1')
}

/** Text strings are UTF-16 with a byte order mark, or else near enough to Latin-1 (ISO 32000-1 §7.9.2). */
export function decodeTextString(bytes: Uint8Array): string {
  if (bytes[0] === 0xFE && bytes[1] === 0xFF)
    return utf16Of({ kind: 'string', bytes: bytes.subarray(2) })
  return new TextDecoder('latin1').decode(bytes)
}

/** Ranges count up the last UTF-16 unit. */
function countedUp(text: string, by: number): string {
  return text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + by)
}

function codeOf(operand: Operand | undefined): number {
  return operand?.kind === 'string' ? operand.bytes.reduce((code, byte) => code << 8 | byte, 0) : -1
}

function utf16Of(operand: Operand | undefined): string {
  if (operand?.kind !== 'string')
    return ''
  let text = ''
  for (let index = 0; index + 1 < operand.bytes.length; index += 2)
    text += String.fromCharCode(operand.bytes[index]! << 8 | operand.bytes[index + 1]!)
  return text
}

function utf16Digits(text: string): string {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16).padStart(4, '0')).join('')
}
