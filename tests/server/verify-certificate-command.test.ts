import { Buffer } from 'node:buffer'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keySet } from '../../server/certificates/key-set.ts'
import { makeCertificate } from '../../server/certificates/make-certificate.ts'
import { openSigningKey } from '../../server/certificates/signing-keys.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { openStore } from '../../server/storage/open-store.ts'
import { runLectern } from '../support/run-lectern.ts'
import { BASE_URL, exampleCertificate } from './support/certificates.ts'

let folder: string
const path = (name: string) => join(folder, name)
const run = (args: string[], env: NodeJS.ProcessEnv = {}) => runLectern(args, { cwd: folder, env: { DATABASE_URL: undefined, ...env } })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-verify-command-'))
  const store = openStore({ dataFolder: path('service') })
  await migrate(store.db)
  const key = await openSigningKey(store, { dataFolder: path('service'), baseUrl: BASE_URL }, '2026-11-01T00:00:00.000Z')
  const { pdf, credential } = await makeCertificate(exampleCertificate, { key, baseUrl: BASE_URL })
  await writeFile(path('jwks.json'), JSON.stringify(await keySet(store, BASE_URL)))
  await store.db.destroy()
  await writeFile(path('certificate.pdf'), pdf)
  await writeFile(path('certificate.jwt'), credential)
  await writeFile(path('edited.pdf'), Buffer.from(pdf).fill('x', pdf.length - 30, pdf.length - 29))
  await writeFile(path('letter.pdf'), 'Dear sir')
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('lectern verify CERTIFICATE', { timeout: 60_000 }, () => {
  it('says what was signed, by whose key, and what cannot be known offline', async () => {
    const { exitCode, stdout } = await run(['verify', 'certificate.pdf', 'certificate.jwt', '--keys', 'jwks.json'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('certificate.pdf: good (certificate)')
    expect(stdout).toContain('Şükrü Çağlar Müller-Őrsi, M.D.')
    expect(stdout).toContain('Claimed: 0.75 Demonstration unit')
    expect(stdout).toContain('trusted because of jwks.json')
    expect(stdout).toContain(`Not known without a network: whether it was corrected or revoked since. Look at ${BASE_URL}/verify/${exampleCertificate.id}`)
    expect(stdout).toContain('There is no page to compare')
  })

  it('trusts the keys of a service’s records, and those that it was told to', async () => {
    expect(await run(['verify', 'certificate.pdf', '--data', 'service'])).toMatchObject({ exitCode: 0 })
    expect(await run(['verify', 'certificate.pdf'], { LECTERN_TRUSTED_KEYS: path('jwks.json') })).toMatchObject({ exitCode: 0 })
    const { exitCode, stdout } = await run(['verify', 'certificate.pdf'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('The signature is good, but its key is unknown to you')
  })

  it('tells programs the same', async () => {
    const { exitCode, stdout } = await run(['verify', 'certificate.pdf', 'edited.pdf', 'letter.pdf', 'absent.pdf', '--keys', 'jwks.json', '--json'])
    expect(exitCode).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject([
      { kind: 'certificate', failures: [], certificate: { credits: 0.75, comparedBy: 'bytes', statusKnown: false, trustedBecauseOf: 'jwks.json' } },
      { failures: [{ condition: 'page-changed' }], certificate: { credits: 0.75 } },
      { unreadable: { message: 'This is no PDF.' } },
      { unreadable: { message: 'There is no such file.' } },
    ])
  })

  it.each([
    ['absent.json', 'there is no such file'],
    ['letter.pdf', 'it is not JSON'],
    ['.', 'it is a folder'],
  ])('says what is wrong with keys: %s', async (file, reason) => {
    const { exitCode, stderr } = await run(['verify', 'certificate.pdf', '--keys', file])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`${file} cannot be read as public keys: ${reason}.`)
    expect(stderr).not.toMatch(/\bat .*\.ts:\d/)
  })

  it('lets nothing that was signed move the cursor', async () => {
    const store = openStore({ dataFolder: path('service') })
    const key = await openSigningKey(store, { dataFolder: path('service'), baseUrl: BASE_URL }, '2026-11-01T00:00:00.000Z')
    await store.db.destroy()
    await writeFile(path('sly.pdf'), (await makeCertificate({ ...exampleCertificate, provider: 'Sly\u001B[2J\u202Esdrawkcab' }, { key, baseUrl: BASE_URL })).pdf)
    const { stdout } = await run(['verify', 'sly.pdf', '--keys', 'jwks.json'])
    expect(stdout).toContain('Sly\uFFFD[2J\uFFFDsdrawkcab')
  })
})

describe('lectern keys', { timeout: 60_000 }, () => {
  it('lists, renews and marks as stolen', async () => {
    const [first] = JSON.parse((await run(['keys', '--data', 'service', '--json'])).stdout) as { id: string }[]
    expect(await run(['keys', '--compromised', first!.id, '--since', '2026-11-02', '--new', '--data', 'service'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`${first!.id}  since 2026-11-01T00:00:00.000Z  ${BASE_URL}  STOLEN since 2026-11-02T00:00:00.000Z`) })
    const keys = JSON.parse((await run(['keys', '--data', 'service', '--json'])).stdout) as { id: string }[]
    expect(keys).toHaveLength(2)
    // The certificate was signed afterwards.
    const { exitCode, stdout } = await run(['verify', 'certificate.pdf', '--data', 'service'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('compromised-key')
  })

  it('refuses what it cannot do', async () => {
    expect(await run(['keys', '--data', 'nowhere'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('There are no records') })
    expect(await run(['keys', '--data', 'service', '--since', '2026-11-02'])).toMatchObject({ exitCode: 2 })
    expect(await run(['keys', '--data', 'service', '--compromised', 'x', '--since', 'yesterday'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('yesterday is not a time') })
    expect(await run(['keys', '--data', 'service', '--compromised', 'x'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('No key with the id x') })
  })
})
