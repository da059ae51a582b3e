import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../server/storage/open-store.ts'
import { runLectern } from '../support/run-lectern.ts'

describe('lectern admin', { timeout: 120_000 }, () => {
  let folder: string
  let data: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lectern-admin-'))
    data = join(folder, 'data')
  })
  afterAll(() => rm(folder, { recursive: true }))

  const admin = (...args: string[]) => runLectern(['admin', ...args, '--data', data], { cwd: folder })

  it('makes the first administrator before the service was ever started, and says whom it finds', async () => {
    expect(await admin('list')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('There are no records in') })
    expect(await admin('grant', 'no-address', '--role', 'admin')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('"no-address" is not an e-mail address.') })
    expect(existsSync(data)).toBe(false)
    const first = await admin('grant', 'Ann@Example.org', '--role', 'admin')
    expect(first).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('ann@example.org is an administrator now.') })
    expect(first.stdout).toContain('Start the service with the same --data.')
    const { exitCode, stdout } = await admin('list', '--json')
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, [{ address: 'ann@example.org', role: 'admin', grantedBy: 'command line', grantedAt: expect.any(String) }]])
  })

  it('takes a role away, even that of the last administrator, and says so in the audit log', async () => {
    expect(await admin('revoke', 'ben@example.org')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('ben@example.org has no role.') })
    expect(await admin('revoke', 'ANN@example.org')).toMatchObject({ exitCode: 0, stdout: 'ann@example.org has no role any more.\n' })
    const { db } = openStore({ dataFolder: data })
    expect(await db.selectFrom('audit').select(['actor', 'action', 'subject']).orderBy('at').execute()).toEqual([
      { actor: 'command line', action: 'granted role admin', subject: 'address:ann@example.org' },
      { actor: 'command line', action: 'revoked role admin', subject: 'address:ann@example.org' },
    ])
    await db.destroy()
  })
})
