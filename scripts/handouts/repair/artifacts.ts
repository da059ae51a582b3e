import type { Operator } from '../content-stream.ts'
import type { Dictionary, Pdf } from '../pdf-document.ts'
import { Buffer } from 'node:buffer'
import { paintOperators, pathOperators, readOperators, textOperators } from '../content-stream.ts'
import { asDictionary, asReference, bytesOf, contentOf, get, getDictionary, getName, getRaw, has, keyOf, pagesOf, resolve, setContent, setStream } from '../pdf-document.ts'

/**
 * Marks everything that Chromium paints outside the structure (backgrounds, rules, bullets) as an artifact, so that
 * every mark on the page is either content or decoration (ISO 14289-1 §7.1).
 * @returns how many pieces were marked.
 */
export function markArtifacts(pdf: Pdf): number {
  let count = 0
  const doneForms = new Set<string>()

  function wrap(content: Uint8Array, resources: Dictionary | undefined): Uint8Array {
    const pieces = unmarkedPieces(readOperators(content), name => wrapForm(resources, name))
    count += pieces.length
    return wrapPieces(content, pieces)
  }

  /** A form with marked content of its own is repaired inside; any other is one piece of decoration. */
  function wrapForm(resources: Dictionary | undefined, name: string): boolean {
    const objects = resources && getDictionary(pdf, resources, 'XObject')
    const reference = asReference(objects && getRaw(objects, name))
    const form = asDictionary(resolve(pdf, reference))
    if (!reference || !form || getName(pdf, form, 'Subtype') !== 'Form' || !has(form, 'StructParents'))
      return false
    if (!doneForms.has(keyOf(reference))) {
      doneForms.add(keyOf(reference))
      setStream(pdf, reference, wrap(bytesOf(pdf, reference) ?? new Uint8Array(), asDictionary(get(pdf, form, 'Resources'))))
    }
    return true
  }

  for (const page of pagesOf(pdf))
    setContent(pdf, page, wrap(contentOf(pdf, page), getDictionary(pdf, page.dictionary, 'Resources')))
  return count
}

/** A stretch of the content stream, as byte offsets. */
export type Piece = [start: number, end: number]

/**
 * Finds what is painted outside marked content: paths with the operator that paints them, text objects, images, shadings.
 * `isStructured` tells whether a form holds structure of its own and must not be covered.
 */
export function unmarkedPieces(operators: Operator[], isStructured: (form: string) => boolean): Piece[] {
  const pieces: Piece[] = []
  let depth = 0
  let path: number | undefined
  let textObject: { start: number, shows: boolean, marked: boolean } | undefined

  for (const { name, operands, start, end } of operators) {
    if (name === 'BDC' || name === 'BMC') {
      depth++
      if (textObject)
        textObject.marked = true
      continue
    }
    if (name === 'EMC') {
      depth = Math.max(0, depth - 1)
      continue
    }
    if (name === 'BT') {
      textObject = { start, shows: false, marked: depth > 0 }
    }
    else if (name === 'ET') {
      if (textObject && textObject.shows && !textObject.marked)
        pieces.push([textObject.start, end])
      textObject = undefined
    }
    if (depth > 0) {
      path = undefined
      continue
    }
    if (textOperators.has(name)) {
      if (textObject?.marked)
        pieces.push([start, end]) // between two marked sequences of one text object
      else if (textObject)
        textObject.shows = true
    }
    else if (pathOperators.has(name)) {
      path ??= start
    }
    else if (paintOperators.has(name)) {
      if (path !== undefined)
        pieces.push([path, end])
      path = undefined
    }
    else if (name === 'n') {
      path = undefined
    }
    else if (name === 'sh' || name === 'BI' || (name === 'Do' && !isStructured(operands[0]?.kind === 'name' ? operands[0].value : ''))) {
      pieces.push([start, end])
    }
  }
  return pieces
}

function wrapPieces(content: Uint8Array, pieces: Piece[]): Uint8Array {
  const parts: Uint8Array[] = []
  let at = 0
  for (const [start, end] of pieces) {
    parts.push(content.subarray(at, start), Buffer.from('/Artifact BMC\n'), content.subarray(start, end), Buffer.from('\nEMC'))
    at = end
  }
  parts.push(content.subarray(at))
  return Buffer.concat(parts)
}
