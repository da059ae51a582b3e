export interface Counted {
  /** A number with its noun, as the language puts it: "1 learner", "1,000 learners". */
  (count: number, one: string, other: string, digits?: number): string
}

/**
 * Counts things in a language, by the plural rules of Unicode (CLDR), which know more than one and many: "0.50 credits" and
 * "0,50 créditos", "1.00 credits" and "1,00 crédito", "1.000.000 de alumnos".
 * @param language as in BCP 47, for example "es".
 */
export function counted(language: string): Counted {
  return (count, one, other, digits = 0) => {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: Math.max(2, digits) }
    const form = new Intl.PluralRules(language, options).select(count)
    const number = new Intl.NumberFormat(language, options).format(count)
    // What Romance languages put after millions.
    return `${number} ${form === 'one' ? one : form === 'many' ? `de ${other}` : other}`
  }
}
