/** Signs of mathematics and money, pictures (emoji) and other symbols; not the accents that some type for an apostrophe, nor °. */
const SYMBOL = /[^\P{S}\p{Sk}°]|[\u{1F3FB}-\u{1F3FF}]/u

/**
 * What of a name is no part of anybody's name in any script: a picture, a bracket of a program. Each as it is seen, once: a picture
 * may be made of several characters.
 */
export function symbolsIn(text: string): string[] {
  const seen = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)
  return [...new Set(seen.filter(segment => SYMBOL.test(segment)))]
}
