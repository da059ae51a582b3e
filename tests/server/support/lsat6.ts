/**
 * Five items of section 6 of the Law School Admission Test, answered by 1000 people: how often each pattern of wrong (0) and
 * right (1) occurred, from 00000 to 11111 (Bock and Lieberman, 1970, Psychometrika 35, 179–197).
 */
const FREQUENCIES = [3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298]

export function lsat6(): number[][] {
  return FREQUENCIES.flatMap((count, pattern) => Array.from({ length: count }, () => [...pattern.toString(2).padStart(5, '0')].map(Number)))
}
