import type { Client } from './credit-service.ts'
import { randomUUID } from 'node:crypto'

export interface HttpClient extends Client {
  /** Every answer so far, whole. */
  answers: { method: string, path: string, status: number, headers: string, text: string }[]
}

/** A client over a socket, as a browser is one, with the cookies that it was given. */
export function createHttpClient(url: string): HttpClient {
  const cookies = new Map<string, string>()
  const answers: HttpClient['answers'] = []
  async function request(method: string, path: string, body?: unknown, key?: string) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url + path, {
      method,
      headers: { origin: url, ...cookie && { cookie }, ...body !== undefined && { 'content-type': 'application/json' }, ...key && { 'idempotency-key': key } },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    for (const entry of response.headers.getSetCookie()) {
      const [name, ...value] = entry.split(';')[0]!.split('=')
      cookies.set(name!, value.join('='))
    }
    const text = await response.text()
    answers.push({ method, path, status: response.status, headers: JSON.stringify([...response.headers]), text })
    return { status: response.status, body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text }
  }
  return {
    get cookie() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    answers,
    get: path => request('GET', path),
    put: (path, body) => request('PUT', path, body),
    post: (path, body, key = randomUUID()) => request('POST', path, body, key),
  }
}
