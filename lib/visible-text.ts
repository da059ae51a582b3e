/**
 * Characters that are not seen and change what is: controls, and those that turn the order of letters around (Unicode Bidirectional
 * Algorithm, UAX #9, explicit formatting), join or blank them (default ignorable). The joiners U+200C and U+200D stay: names in Persian and in
 * languages of India are written with them.
 */
const UNSEEN = /[\u034F\u17B4\u17B5\p{Cc}\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu

/** True for a text of which nothing is hidden. */
export function isVisible(text: string): boolean {
  return text.search(UNSEEN) < 0
}

/** A text that somebody else wrote, with a mark in place of everything hidden. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, '\uFFFD')
}
