/** The cookies of a browser, by host, as far as these tests need them. */
export interface CookieJar {
  /** The header to send to an address. */
  header: (url: URL) => string
  keep: (url: URL, response: Response) => void
}

export function createCookieJar(): CookieJar {
  const hosts = new Map<string, Map<string, string>>()
  const of = (url: URL) => hosts.get(url.host) ?? hosts.set(url.host, new Map()).get(url.host)!
  return {
    header: url => [...of(url)].map(([name, value]) => `${name}=${value}`).join('; '),
    keep(url, response) {
      for (const cookie of response.headers.getSetCookie()) {
        const [pair, ...attributes] = cookie.split(';')
        const [name, ...value] = pair!.split('=')
        const isOver = attributes.some(attribute => /^\s*max-age=0$/i.test(attribute) || /^\s*expires=Thu, 01 Jan 1970/i.test(attribute))
        if (isOver)
          of(url).delete(name!)
        else
          of(url).set(name!, value.join('='))
      }
    },
  }
}
