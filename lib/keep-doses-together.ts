const NO_BREAK_SPACE = '\u00A0'
/** The space between a number and the unit of a dose. */
const DOSE_SPACE = /(?<=\d) (?=(?:mg|mcg|g|kg|mL)\b)/g

/** Offsets (from 0) of the spaces between the numbers and units of doses. */
export function doseSpaces(text: string): number[] {
  return [...text.matchAll(DOSE_SPACE)].map(match => match.index)
}

/**
 * The same data with every dose in its texts unbreakable: a line that ends with "4.5" and one that begins with "mg" can
 * be misread.
 */
export function keepDosesTogether<Data>(data: Data): Data {
  if (typeof data === 'string')
    return data.replace(DOSE_SPACE, NO_BREAK_SPACE) as Data
  if (Array.isArray(data))
    return data.map(keepDosesTogether) as Data
  return data !== null && typeof data === 'object'
    ? Object.fromEntries(Object.entries(data).map(([key, value]) => [key, keepDosesTogether(value)])) as Data
    : data
}
