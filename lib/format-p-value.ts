const NO_BREAK_SPACE = '\u00A0'

/**
 * The part of a P value after the letter P, in AMA style: no zero before the point, spaces around the sign.
 * @param p as printed in the source: "0.016", ".05", "<.001", "= .3".
 * @returns for example "= .016" or "< .001".
 */
export function formatPValue(p: string): string {
  const text = p.trim()
  const sign = /^[<>=≤≥]/.exec(text)?.[0]
  const value = sign ? text.slice(1).trim() : text
  return `${sign ?? '='}${NO_BREAK_SPACE}${value.replace(/^0(?=\.)/, '')}`
}
