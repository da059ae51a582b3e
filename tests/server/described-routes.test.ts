import type { TestStore } from './support/stores.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWriter } from '../../server/storage/writer.ts'
import { startService } from './support/credit-service.ts'
import { startSqlite } from './support/stores.ts'

let testStore: TestStore
beforeAll(async () => {
  testStore = await startSqlite()
})
afterAll(() => testStore?.close())

it('the OpenAPI document describes every route that answers, and no other', async () => {
  const db = testStore.open()
  const { app } = await startService({ kind: 'sqlite', db, writer: createWriter(db, { lanes: 1 }) }, [])
  const { paths } = await (await app.request('http://cme.test/api/openapi.json')).json() as { paths: Record<string, object> }
  const described = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`))
  const answering = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}').replaceAll(/\{(\w+)\}\{[^}]*\}/g, '{$1}')}`)
  expect([...new Set(answering)].sort()).toEqual([...new Set(described)].sort())
})
