/** A learner's name as one line; the address when there is no name yet, undefined when there is neither. */
export function learnerName({ givenName, familyName, credentials, email }: { givenName?: string | null, familyName?: string | null, credentials?: string | null, email?: string | null }): string | undefined {
  const name = [givenName, familyName].filter(Boolean).join(' ')
  return name ? [name, credentials].filter(Boolean).join(', ') : email ?? undefined
}
