const NO_BREAK_SPACE = '\u00A0'
const MINUS = '−'

/** Digits after the decimal point that a number needs: 28.8 needs 1, 18 needs 0. */
export function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0
}

/**
 * A number as clinicians read it: a zero before the point, thousands separated, a true minus sign.
 * @param value any number.
 * @param decimals digits after the point; without it no trailing zero is written (ISMP: "1 mg", never "1.0 mg").
 */
export function formatNumber(value: number, decimals?: number): string {
  const digits = decimals ?? decimalsOf(value)
  const text = Math.abs(value).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return value < 0 ? MINUS + text : text
}

/**
 * A number with its unit: "28.8%", "4.5 mg", "6.5 pg/mL"; number and unit stay on one line.
 * Doses never get a trailing zero, whatever `decimals` asks for (ISMP list of error-prone abbreviations).
 */
export function formatQuantity(value: number, unit = '', decimals?: number): string {
  const isDose = /^(?:mg|mcg|g|mL)(?:\/|$)/.test(unit)
  const number = formatNumber(value, isDose ? undefined : decimals)
  if (unit === '')
    return number
  return unit === '%' ? `${number}%` : `${number}${NO_BREAK_SPACE}${unit}`
}
