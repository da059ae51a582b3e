/**
 * The number of a certificate, however somebody typed it: with spaces, in capitals, without hyphens, with the letters that
 * are taken for digits, or as the whole address of its page. Undefined for what cannot be one.
 */
export function parseCertificateNumber(typed: string): string | undefined {
  const last = typed.trim().replace(/[?#].*$/, '').replace(/\/+$/, '').split('/').at(-1)!
  const digits = last.toLowerCase().replaceAll('o', '0').replace(/[il|]/g, '1').replace(/[^0-9a-z]/g, '')
  return /^[0-9a-f]{32}$/.test(digits)
    ? [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
    : undefined
}
