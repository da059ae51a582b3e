import { LecternError } from '../../scripts/errors.ts'

/**
 * TRUSTED_PROXIES: how many reverse proxies stand in front.
 * @throws LecternError when it is no small number.
 */
export function readTrustedProxies(given: string | undefined): number {
  if (!given)
    return 0
  if (!/^\d$/.test(given))
    throw new LecternError(`TRUSTED_PROXIES is "${given}", and not how many reverse proxies stand in front.`, { code: 'trusted-proxies', mend: 'Set it to 1 when one proxy passes requests on, or leave it out when there is none.' })
  return Number(given)
}

/**
 * METRICS_TOKEN: who shows it reads the metrics.
 * @throws LecternError when it can be guessed.
 */
export function readMetricsToken(given: string | undefined): string | undefined {
  if (given !== undefined && given.length < 16)
    throw new LecternError('METRICS_TOKEN is shorter than 16 characters.', { code: 'metrics-token', mend: 'Set it to the output of "openssl rand -hex 32", or leave it out to read metrics on this computer only.' })
  return given
}

/**
 * SIGN_INS_PER_NETWORK: how many people may sign in from one network within a quarter of an hour; undefined when it is not set.
 * @throws LecternError when it is no number, or keeps a ward out.
 */
export function readSignInsPerNetwork(given: string | undefined): number | undefined {
  if (!given)
    return undefined
  if (!/^\d{2,7}$/.test(given) || Number(given) < 50 || Number(given) > 1_000_000)
    throw new LecternError(`SIGN_INS_PER_NETWORK is "${given}", and not a number from 50 to 1000000.`, { code: 'sign-ins-per-network', mend: 'Set it to how many people may sign in from one network address within a quarter of an hour, or leave it out for 3000.' })
  return Number(given)
}
