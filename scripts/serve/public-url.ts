import { LecternError } from '../errors.ts'

/**
 * The address that people reach the server by, without a slash at its end.
 * @throws LecternError when it is no address of a site.
 */
export function parsePublicUrl(given: string | undefined): string | undefined {
  if (given === undefined)
    return undefined
  const url = URL.parse(given)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search || url.hash)
    throw new LecternError(`"${given}" is not the address of a site.`, { code: 'public-url', mend: 'Write it as https://cme.example.org, without a path.' })
  return url.origin
}
