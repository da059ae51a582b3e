import { PROTOCOL, PROTOCOL_HEADER, readProtocol } from '../../server/http/protocol.ts'
import { keepServerTime } from './server-clock.ts'

/** Why the service did not do what it was asked. */
export class ServiceProblem extends Error {
  /** HTTP status; 0: the service was not reached. */
  readonly status: number
  readonly code: string
  /** What is wrong with which field. */
  readonly fields: Readonly<Record<string, string>>
  /** What cannot be printed, each as it is seen. */
  readonly characters: readonly string[]
  /** When it will be possible, ISO time. */
  readonly notBefore?: string
  /** Seconds after which it makes sense to ask again, when the service said so. */
  readonly retryAfter?: number

  constructor(status: number, { code = 'unknown', title = '', fields = {}, characters = [], notBefore, retryAfter }: { code?: string, title?: string, fields?: Record<string, string>, characters?: string[], notBefore?: string, retryAfter?: number }) {
    super(title)
    this.name = 'ServiceProblem'
    this.status = status
    this.code = code
    this.fields = fields
    this.characters = characters
    this.notBefore = notBefore
    this.retryAfter = retryAfter
  }

  /** True when the same request can succeed later: the network or the database is away. */
  get passes(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 425 || this.status === 429 || this.status >= 500
  }

  /** True when the session has ended, or belongs to somebody else now: the same request can succeed after signing in. */
  get needsSignIn(): boolean {
    return this.status === 401 || this.code === 'other-person'
  }
}

export interface AskOptions {
  /** Whose request it is: the service refuses it when somebody else is signed in by now. */
  person?: string
  /** What is changed: the service refuses it when something else is there by now. */
  ifMatch?: string
  /** Lets the request outlive its page. */
  keepalive?: boolean
}

/** Browsers refuse a larger body to a request that outlives its page. */
const LARGEST_KEPT_ALIVE = 60_000

/** Behind a load balancer the next request meets another process: most likely one that is new already. */
const TRIES_IN_UPDATE = 4
const PAUSE_IN_UPDATE_MS = 700

/**
 * Asks the credit service. While it is being updated, processes of the release before are passed over: they know less than this page,
 * and what they have done already is not done again, by its idempotency key.
 * @throws ServiceProblem when it refuses or cannot be reached.
 */
export async function ask<T>(method: Method, path: string, body?: unknown, idempotencyKey?: string, options: AskOptions = {}): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await askOnce<T>(method, path, body, idempotencyKey, options)
    }
    catch (error) {
      if (!(error instanceof ServiceProblem) || error.code !== 'being-updated' || tries === TRIES_IN_UPDATE)
        throw error
      await new Promise(resolve => setTimeout(resolve, PAUSE_IN_UPDATE_MS * (0.5 + Math.random()) * tries))
    }
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

async function askOnce<T>(method: Method, path: string, body: unknown, idempotencyKey: string | undefined, { person, ifMatch, keepalive = false }: AskOptions): Promise<T> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: { [PROTOCOL_HEADER]: String(PROTOCOL), ...text !== undefined && { 'content-type': 'application/json' }, ...idempotencyKey && { 'idempotency-key': idempotencyKey }, ...person && { 'lectern-person': person }, ...ifMatch && { 'if-match': ifMatch } },
      body: text,
      keepalive: keepalive && (text?.length ?? 0) < LARGEST_KEPT_ALIVE,
    })
  }
  catch {
    throw new ServiceProblem(0, { code: 'not-reached' })
  }
  const answer = await readAnswer(response)
  keepServerTime(response.headers.get('date'))
  // How one signs in has been the same from the first release on, and a code that was used up is not good twice.
  if (!path.startsWith('/api/auth/') && readProtocol(response.headers.get(PROTOCOL_HEADER)) < PROTOCOL)
    throw new ServiceProblem(503, { code: 'being-updated', title: answer.title })
  if (!response.ok)
    throw new ServiceProblem(response.status, { ...answer, title: answer.title ?? answer.message, retryAfter: Number(response.headers.get('retry-after')) || undefined })
  return answer as T
}

/**
 * Asks the credit service for a file.
 * @throws ServiceProblem when it refuses or cannot be reached.
 */
export async function askFile(path: string, { person }: Pick<AskOptions, 'person'> = {}): Promise<Blob> {
  const response = await fetch(path, { headers: { [PROTOCOL_HEADER]: String(PROTOCOL), ...person && { 'lectern-person': person } } }).catch(() => undefined)
  if (!response)
    throw new ServiceProblem(0, { code: 'not-reached' })
  if (!response.ok) {
    const answer = await readAnswer(response)
    throw new ServiceProblem(response.status, { ...answer, title: answer.title ?? answer.message })
  }
  // Something else is the sign-in page of a guest network, as below.
  if (/\bhtml\b/.test(response.headers.get('content-type') ?? ''))
    throw new ServiceProblem(0, { code: 'not-reached' })
  return response.blob().catch(() => {
    throw new ServiceProblem(0, { code: 'not-reached' })
  })
}

/**
 * The service answers everything in JSON. What answers otherwise is the sign-in page of a guest network or a proxy in
 * between: the service was not reached, whatever the status says.
 */
async function readAnswer(response: Response): Promise<{ code?: string, title?: string, message?: string }> {
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) {
    // A proxy that finds a request too large will find so again.
    throw new ServiceProblem(response.status === 413 || response.status >= 500 ? response.status : 0, { code: response.status === 413 ? 'too-large' : 'not-reached' })
  }
  try {
    return await response.json() ?? {}
  }
  catch {
    throw new ServiceProblem(0, { code: 'not-reached' })
  }
}
