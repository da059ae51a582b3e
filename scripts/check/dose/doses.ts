/** A dose in a text, by its offsets there. */
export interface Dose {
  value: number
  unit: 'mcg' | 'mg' | 'g'
  start: number
  end: number
}

const DOSE = /(?<![\p{L}\d.,])(\d[\d,]{0,8}(?:\.\d{1,6})?|\.\d{1,6})\s?(mcg|µg|μg|ug|micrograms?|mg|milligrams?|g|grams?)(?![\p{L}\d]|\s?\/|\s+per\s+(?:kg|kilogram|m|liter|litre|dL|mL)(?!\p{L}))/gu

const UNITS: Record<string, Dose['unit']> = { mcg: 'mcg', µg: 'mcg', μg: 'mcg', ug: 'mcg', microgram: 'mcg', micrograms: 'mcg', mg: 'mg', milligram: 'mg', milligrams: 'mg', g: 'g', gram: 'g', grams: 'g' }

const IN_MG = { mcg: 0.001, mg: 1, g: 1000 }

/** Doses in mcg, mg or g; what is per kilogram or per volume is none. "mg/day" is not read as one either. */
export function dosesIn(text: string): Dose[] {
  if (!/\d\s?[mµμug]/.test(text))
    return []
  return [...text.matchAll(DOSE)].map(match => ({
    value: Number(match[1]!.replaceAll(',', '')),
    unit: UNITS[match[2]!]!,
    start: match.index,
    end: match.index + match[0].length,
  })).filter(dose => Number.isFinite(dose.value))
}

/** A dose in milligrams. */
export function inMilligrams({ value, unit }: Pick<Dose, 'value' | 'unit'>): number {
  return value * IN_MG[unit]
}
