/**
 * What who is no physician gets in place of AMA credit. 60 minutes of participation are one AMA PRA Category 1 Credit, so that a
 * claim keeps its number.
 */
export const PARTICIPATION = 'hours of participation'

export function isAmaCredit(type: string): boolean {
  return /\bAMA PRA Category 1\b/.test(type)
}

/** Physicians (MD, DO and equivalent) may claim AMA PRA Category 1 Credit; everybody else gets a certificate of participation. */
export function mayClaimAmaCredit(profession: string): boolean {
  return profession === 'physician'
}

/** The kind of credit that a course of `type` gives to somebody of a profession. */
export function creditTypeFor(type: string, profession: string): string {
  return isAmaCredit(type) && !mayClaimAmaCredit(profession) ? PARTICIPATION : type
}
