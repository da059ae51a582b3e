/** Why the service did not do what it was asked. */
export class ServiceProblem extends Error {
  /** HTTP status; 0: the service was not reached. */
  readonly status: number
  readonly code: string
  /** What is wrong with which field. */
  readonly fields: Readonly<Record<string, string>>
  /** When it will be possible, ISO time. */
  readonly notBefore?: string

  constructor(status: number, { code = 'unknown', title = '', fields = {}, notBefore }: { code?: string, title?: string, fields?: Record<string, string>, notBefore?: string }) {
    super(title)
    this.name = 'ServiceProblem'
    this.status = status
    this.code = code
    this.fields = fields
    this.notBefore = notBefore
  }

  /** True when the same request can succeed later: the network or the database is away. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/**
 * Asks the credit service.
 * @throws ServiceProblem when it refuses or cannot be reached.
 */
export async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, idempotencyKey?: string): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: { ...body !== undefined && { 'content-type': 'application/json' }, ...idempotencyKey && { 'idempotency-key': idempotencyKey } },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  }
  catch {
    throw new ServiceProblem(0, { code: 'not-reached' })
  }
  const answer = await response.json().catch(() => ({}))
  if (!response.ok)
    throw new ServiceProblem(response.status, { ...answer, title: answer.title ?? answer.message })
  return answer as T
}
