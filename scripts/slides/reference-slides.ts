import type { Slide } from '../course/slide.ts'

/**
 * The slide on which each entry of the reference list stands, by its number; a part of a list names its first and last.
 * An entry on several slides counts for the first, one on none is left out.
 */
export function referenceSlides(slides: readonly Pick<Slide, 'no' | 'markup'>[], count: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (const { no, markup } of slides) {
    for (const { attributes } of markup.elements.filter(({ name }) => name === 'References')) {
      const [from, to] = [numberOf(attributes, 'from') ?? 1, numberOf(attributes, 'to') ?? count]
      for (let number = from; number <= Math.min(to, count); number++) {
        if (!found.has(number))
          found.set(number, no)
      }
    }
  }
  return found
}

function numberOf(attributes: Readonly<Record<string, string>>, name: string): number | undefined {
  const value = Number.parseInt(attributes[`:${name}`] ?? attributes[name] ?? '')
  return Number.isNaN(value) ? undefined : value
}
