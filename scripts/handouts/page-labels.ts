import type { PrintedPage } from './handout-options.ts'
import type { Pdf, Writable } from './pdf-document.ts'
import { catalogOf, register, set, text } from './pdf-document.ts'

/**
 * Gives each page the name that readers show and go to (ISO 32000-1 §12.4.2); numbers in a row become one entry.
 */
export function writePageLabels(pdf: Pdf, labels: readonly string[]): void {
  const isNumber = (label: string) => /^[1-9]\d*$/.test(label)
  const entries = labels.flatMap((label, index): Writable[] => {
    if (!isNumber(label))
      return [index, { P: text(label) }]
    const before = labels[index - 1]
    const goesOn = before !== undefined && isNumber(before) && Number(label) === Number(before) + 1
    return goesOn ? [] : [index, { S: 'D', St: Number(label) }]
  })
  set(pdf, catalogOf(pdf), 'PageLabels', register(pdf, { Nums: entries }))
}

/** What a printed page is called: "7", or "7.2" for the second picture of a slide that is built up step by step. */
export function pageLabel({ slide, step }: PrintedPage): string {
  return step === 0 ? String(slide) : `${slide}.${step + 1}`
}
