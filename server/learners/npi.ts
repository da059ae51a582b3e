/**
 * True for a National Provider Identifier: ten digits, the first 1 or 2, the last a Luhn check digit over 80840 and
 * the other nine (CMS, "Requirements for NPI and NPI check digit", 2004).
 */
export function isNpi(value: string): boolean {
  if (!/^[12]\d{9}$/.test(value))
    return false
  const sum = [...`80840${value}`].reverse().reduce((sum, character, place) => {
    const digit = Number(character) * (place % 2 ? 2 : 1)
    return sum + (digit > 9 ? digit - 9 : digit)
  }, 0)
  return sum % 10 === 0
}
