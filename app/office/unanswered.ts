import { randomId } from '../random-id.ts'
import { ServiceProblem } from '../service/ask.ts'

const PREFIX = 'lectern:office:'

/**
 * Requests whose answer has not come yet, with their idempotency keys, one a subject. They outlive a reload: sent again,
 * a request is the same request and is carried out once.
 */
export interface Unanswered<Body> {
  /** The key and body that wait for a subject; undefined when nothing does. */
  readonly read: (subject: string) => { key: string, body: Body } | undefined
  /**
   * Sends a body with its key: that of before, when the same body waits already. Carried out or refused, it is answered; it
   * waits on without an answer, and where the session had ended.
   */
  readonly send: <Answer>(subject: string, body: Body, request: (key: string) => Promise<Answer>) => Promise<Answer>
  /** It shall not be sent again. */
  readonly forget: (subject: string) => void
}

export function createUnanswered<Body>(name: string, storage: Storage | undefined = sessionStorageOrNone()): Unanswered<Body> {
  // Where the browser keeps nothing, a key lives as long as the page.
  const memory = new Map<string, string>()
  const placeOf = (subject: string) => `${PREFIX}${name}:${subject}`

  function read(subject: string): { key: string, body: Body } | undefined {
    try {
      const text = memory.get(placeOf(subject)) ?? storage?.getItem(placeOf(subject))
      const kept = JSON.parse(text ?? 'null')
      return typeof kept?.key === 'string' && kept.body ? kept : undefined
    }
    catch {
      return undefined
    }
  }

  function keep(subject: string, body: Body): string {
    const before = read(subject)
    if (before && JSON.stringify(before.body) === JSON.stringify(body))
      return before.key
    const key = randomId()
    const text = JSON.stringify({ key, body })
    memory.set(placeOf(subject), text)
    try {
      storage?.setItem(placeOf(subject), text)
    }
    catch {
      // The storage is full: the memory has it.
    }
    return key
  }

  function forget(subject: string): void {
    memory.delete(placeOf(subject))
    storage?.removeItem(placeOf(subject))
  }

  return {
    read,
    forget,
    async send(subject, body, request) {
      const key = keep(subject, body)
      try {
        const answer = await request(key)
        forget(subject)
        return answer
      }
      catch (error) {
        if (error instanceof ServiceProblem && !error.passes && !error.needsSignIn)
          forget(subject)
        throw error
      }
    },
  }
}

/** Forgets all that was not answered, of whatever kind. */
export function forgetUnanswered(storage: Storage | undefined = sessionStorageOrNone()): void {
  for (const place of Object.keys(storage ?? {}).filter(place => place.startsWith(PREFIX)))
    storage?.removeItem(place)
}

function sessionStorageOrNone(): Storage | undefined {
  try {
    return window.sessionStorage
  }
  catch {
    return undefined
  }
}
