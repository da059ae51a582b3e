/** The public page of a certificate. */
export function verifyUrl(baseUrl: string, id: string): string {
  return `${baseUrl}/verify/${id}`
}
