import type { LogEntry } from '../../server/http/service.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { TestStore } from './support/stores.ts'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFile, copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { backUp } from '../../server/backup/back-up.ts'
import { restore, verifyBackup } from '../../server/backup/restore.ts'
import { openSigningKey } from '../../server/certificates/signing-keys.ts'
import { policyOf } from '../../server/courses/course-policy.ts'
import { enrol, eventsOf } from '../../server/journey/enrolments.ts'
import { newestSeals, writeAnchors } from '../../server/ledger/anchors.ts'
import { readChain } from '../../server/ledger/records.ts'
import { sealAllRecords } from '../../server/ledger/seal.ts'
import { verifyLedgerStore } from '../../server/ledger/verify-ledger-store.ts'
import { openSecret } from '../../server/sign-in/secret.ts'
import { startCreditService } from '../../server/start-credit-service.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { openStore } from '../../server/storage/open-store.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { runLectern } from '../support/run-lectern.ts'
import { crashPolicy } from './support/crash-policy.ts'
import { createClient, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { seal, writeJourney, writeLedger } from './support/ledger.ts'
import { startPostgres } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

const WRITER = fileURLToPath(new URL('support/crash-writer.ts', import.meta.url))

let scratch: string
let dataFolder: string
let to: string
let seconds = 0

/** Each backup has the name of its second. */
const now = () => new Date(Date.parse('2026-11-27T03:00:00.000Z') + 1000 * seconds++).toISOString()

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'lectern-backup-test-'))
  dataFolder = join(scratch, 'data')
  to = join(scratch, 'backups')
  await mkdir(dataFolder)
})
afterEach(() => rm(scratch, { recursive: true, force: true }))

/** A data folder with a key, a secret, anchors and some records. */
async function makeData(): Promise<void> {
  const store = openStore({ dataFolder })
  await migrate(store.db)
  await openSecret(undefined, dataFolder)
  await openSigningKey(store, { dataFolder, baseUrl: 'http://cme.test' }, now())
  await writeLedger(store.writer)
  await store.db.destroy()
}

describe('a backup while others write', () => {
  it('holds once whatever was acknowledged before it began, and the restored service goes on', async () => {
    const store = openStore({ dataFolder })
    await migrate(store.db)
    await store.db.destroy()
    const writer = spawn(process.execPath, [WRITER, join(dataFolder, 'lectern.sqlite')], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise(resolve => writer.once('close', resolve))
    let output = ''
    writer.stdout.setEncoding('utf8').on('data', (text: string) => output += text)
    const backups: { acknowledged: string[], folder: string }[] = []
    for (let round = 0; round < 3; round++) {
      const before = output.length
      while (output.length < before + 2000)
        await wait(5)
      const acknowledged = output.split('\n').slice(0, -1)
      const { folder } = await backUp({ dataFolder, to, now: now() })
      backups.push({ acknowledged, folder })
      // The writer was not held up.
      expect(writer.exitCode).toBeNull()
    }
    writer.kill('SIGKILL')
    await ended

    for (const [round, { acknowledged, folder }] of backups.entries()) {
      const restored = join(scratch, `restored-${round}`)
      await restore({ from: folder, dataFolder: restored })
      const store = openStore({ dataFolder: restored })
      const found = new Map<string, number>()
      for (const { id } of await store.db.selectFrom('enrolment').select('id').execute()) {
        for (const event of eventsOf(await readChain(store.db, id))) {
          const line = event.kind === 'answered' ? `${id} answered ${event.body.item} ${String(event.body.response)}` : event.kind === 'certificate-issued' ? `${id} claimed ${event.body.certificate}` : undefined
          if (line !== undefined)
            found.set(line, (found.get(line) ?? 0) + 1)
        }
      }
      expect(acknowledged.length).toBeGreaterThan(10)
      expect(acknowledged.filter(line => found.get(line) !== 1)).toEqual([])
      // The service goes on from there.
      expect(await enrol(store.writer, 'somebody', crashPolicy, { now: now(), id: randomUUID() })).toHaveProperty('enrolment')
      await sealAllRecords(store, now)
      await store.db.destroy()
      expect((await verifyLedgerStore({ dataFolder: restored })).failures).toEqual([])
    }
  }, 120_000)
})

describe('a backup', () => {
  it('brings keys, secret and anchors along, readable by nobody else, and names what it holds', async () => {
    await makeData()
    await writeFile(join(dataFolder, 'anchors.jsonl'), '')
    const { folder, manifest, missing } = await backUp({ dataFolder, to, now: now() })
    expect(missing).toEqual([])
    expect((await readdir(folder)).sort()).toEqual(['anchors.jsonl', 'lectern.sqlite', 'manifest.json', 'secret', 'signing-key.json'])
    for (const name of ['lectern.sqlite', 'secret', 'signing-key.json', 'manifest.json'])
      expect((await stat(join(folder, name))).mode & 0o077, name).toBe(0)
    expect(manifest).toMatchObject({ database: 'sqlite', records: expect.any(Number), seals: [{ chain: 'seals:ldn' }] })
    await restore({ from: folder, dataFolder: join(scratch, 'new') })
    for (const name of ['secret', 'signing-key.json'])
      expect(await readFile(join(scratch, 'new', name), 'utf8')).toBe(await readFile(join(dataFolder, name), 'utf8'))
  })

  it('is refused when anything of it was changed, and restores nothing', async () => {
    await makeData()
    const { folder } = await backUp({ dataFolder, to, now: now() })
    const size = (await stat(join(folder, 'lectern.sqlite'))).size
    const damages: [string, (folder: string) => Promise<unknown>, RegExp][] = [
      ['truncated records', folder => truncate(join(folder, 'lectern.sqlite'), size - 4096), /not as it was written/],
      ['an edited byte', async (folder) => {
        const bytes = await readFile(join(folder, 'lectern.sqlite'))
        const place = Math.floor(Math.random() * size)
        bytes[place]! ^= 1
        await writeFile(join(folder, 'lectern.sqlite'), bytes)
      }, /not as it was written/],
      ['another key', folder => appendFile(join(folder, 'signing-key.json'), ' '), /not as it was written/],
      ['a missing file', folder => rm(join(folder, 'secret')), /secret is missing/],
      ['a list that was cut short', folder => truncate(join(folder, 'manifest.json'), 100), /cannot be read/],
      ['no list', folder => rm(join(folder, 'manifest.json')), /is not a backup/],
      ['an older file of records with a list to match', async (folder) => {
        // Somebody who can edit the list as well still cannot make the ledger hold.
        const file = join(folder, 'lectern.sqlite')
        const database = new DatabaseSync(file)
        database.exec('update record set at = \'2020-01-01T00:00:00.000Z\' where kind = \'claimed\'')
        database.close()
        const { describeFile } = await import('../../server/backup/manifest.ts')
        const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
        manifest.files = await Promise.all(manifest.files.map(({ name }: { name: string }) => describeFile(folder, name)))
        await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
      }, /ledger does not hold/],
    ]
    for (const [name, damage, message] of damages) {
      const damaged = join(scratch, 'damaged')
      await cp(folder, damaged, { recursive: true })
      await damage(damaged)
      await expect(verifyBackup(damaged), name).rejects.toThrow(message)
      await expect(restore({ from: damaged, dataFolder: join(scratch, 'new') }), name).rejects.toThrow(message)
      await rm(damaged, { recursive: true })
      expect((await readdir(scratch)).sort(), name).toEqual(['backups', 'data'])
    }
    expect((await verifyBackup(folder)).records).toBeGreaterThan(0)
  })

  it('overwrites nothing', async () => {
    await makeData()
    const { folder } = await backUp({ dataFolder, to, now: now() })
    await expect(restore({ from: folder, dataFolder })).rejects.toThrow(/is not empty/)
    await mkdir(join(scratch, 'empty'))
    await restore({ from: folder, dataFolder: join(scratch, 'empty') })
  })

  it('that cannot be written leaves nothing behind, and the older ones alone', async () => {
    await makeData()
    const { folder } = await backUp({ dataFolder, to, now: now() })
    await writeFile(join(scratch, 'file'), '')
    await expect(backUp({ dataFolder, to: join(scratch, 'file'), now: now() })).rejects.toThrow(/could not be written/)
    const database = new DatabaseSync(join(dataFolder, 'lectern.sqlite'))
    database.exec('delete from record where seq = 2')
    database.close()
    await expect(backUp({ dataFolder, to, keep: 1, now: now() })).rejects.toThrow(/ledger does not hold/)
    await expect(backUp({ dataFolder: join(scratch, 'nowhere'), to, now: now() })).rejects.toThrow(/no records/)
    expect(await readdir(to)).toEqual([folder.split('/').at(-1)])
  })

  it('is one of as many as are kept', async () => {
    await makeData()
    for (let round = 0; round < 4; round++)
      await backUp({ dataFolder, to, keep: 2, now: now() })
    expect(await readdir(to)).toHaveLength(2)
    // One that was killed long ago leaves nothing; one that runs is left alone.
    await mkdir(join(to, '.lectern-backup-1-1'))
    await mkdir(join(to, '.lectern-backup-2-2'))
    await utimes(join(to, '.lectern-backup-1-1'), 0, 0)
    await backUp({ dataFolder, to, keep: 2, now: now() })
    expect((await readdir(to)).filter(name => name.startsWith('.'))).toEqual(['.lectern-backup-2-2'])
  })

  it('is made, checked and restored from the command line, which says what is wrong in a line', async () => {
    await makeData()
    const lectern = (...args: string[]) => runLectern(args, { cwd: scratch })
    expect(await lectern('backup', '--data', 'data', '--to', 'backups')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/lectern-backup-.*records in 5 chains, verified/) })
    const [name] = await readdir(to)
    expect(await lectern('restore', join(to, name!), '--check')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('The backup holds') })
    expect(await lectern('restore', join(to, name!), '--data', 'data')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is not empty') })
    expect(await lectern('restore', join(to, name!), '--data', 'new')).toMatchObject({ exitCode: 0 })
    expect(await lectern('verify', '--ledger', '--data', 'new')).toMatchObject({ exitCode: 0 })
    expect(await lectern('backup', '--data', 'data', '--to', 'backups', '--keep', 'all')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--keep 30') })
  }, 60_000)
})

describe('the seals that were seen', () => {
  it('show that the end of the ledger was cut off, which nothing inside it can', async () => {
    await makeData()
    const store = openStore({ dataFolder })
    await store.writer.write('course', transaction => transaction.insertInto('course_version').values({ course: 'ldn', version: 'v1', bundle: '{}', created_at: now() }).execute())
    const older = await backUp({ dataFolder, to, now: now() })
    await writeJourney(store.writer)
    await seal(store.writer)
    const [newest] = await newestSeals(store.db)
    expect(await writeAnchors(dataFolder, [newest!], now())).toEqual([newest])
    expect(await writeAnchors(dataFolder, [newest!], now())).toEqual([])
    await store.db.destroy()
    expect((await verifyLedgerStore({ dataFolder })).failures).toEqual([])

    // Somebody puts an older state back.
    const cut = join(scratch, 'cut')
    await restore({ from: older.folder, dataFolder: cut })
    expect((await verifyLedgerStore({ dataFolder: cut })).failures).toEqual([])
    await copyFile(join(dataFolder, 'anchors.jsonl'), join(cut, 'anchors.jsonl'))
    expect((await verifyLedgerStore({ dataFolder: cut })).failures).toEqual([expect.objectContaining({ message: expect.stringContaining('cut off') })])
    await rm(join(cut, 'anchors.jsonl'))
    const verify = (hash: string) => runLectern(['verify', '--ledger', '--data', cut, '--expect', hash], { cwd: scratch })
    expect(await verify(newest!.hash)).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(newest!.hash) })
    expect(await verify(older.manifest.seals[0]!.hash)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('newest seal of ldn') })
  }, 60_000)
})

describe('the running service', () => {
  it('anchors its seals in the data folder and in the log', async () => {
    const log: LogEntry[] = []
    const bundle = shortBundle(await realBundle())
    const service = await startCreditService({ bundles: [bundle], dataFolder, baseUrl: 'http://cme.test', environment: {}, log: entry => log.push(entry) })
    const store = openStore({ dataFolder })
    await enrol(store.writer, 'ann', policyOf(bundle), { now: new Date().toISOString(), id: randomUUID() })
    await store.db.destroy()
    await service.stop()
    const anchors = (await readFile(join(dataFolder, 'anchors.jsonl'), 'utf8')).trim().split('\n').map(line => JSON.parse(line))
    expect(anchors).toEqual([{ at: expect.any(String), chain: `seals:${bundle.name}`, seq: 1, hash: expect.any(String) }])
    expect(log).toContainEqual({ level: 'info', message: 'ledger sealed', chain: anchors[0].chain, seq: 1, hash: anchors[0].hash })
    expect((await verifyLedgerStore({ dataFolder })).failures).toEqual([])
  }, 30_000)
})

describe('a backup of PostgreSQL', () => {
  let postgres: TestStore

  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(() => postgres?.close())

  it('is restored into SQLite and into another PostgreSQL, people, certificates and all', async () => {
    const bundle = shortBundle(await realBundle())
    const db = postgres.open()
    const store: Store = { kind: 'postgres', db, writer: createWriter(db, { lanes: 4 }) }
    const service = await startService(store, [bundle])
    const client = await service.signIn('ann@example.org')
    const certificate = await takeCourse(client, bundle, { profile: { givenName: 'Ann', familyName: 'Müller', profession: 'physician' } })
    await openSigningKey(store, { given: JSON.stringify(service.service.key.privateKey), dataFolder }, now())
    await sealAllRecords(store, now)
    const { folder, manifest, missing } = await backUp({ url: postgres.target, dataFolder, to, now: now() })
    expect(manifest).toMatchObject({ database: 'postgres', chains: 2 })
    expect(missing).toEqual(['signing-key.json', 'secret'])

    const expectWhole = async (store: Store) => {
      const restored = await startService(store, [bundle], undefined, { key: service.service.key })
      const anybody = createClient(restored.app)
      expect(await anybody.get(`/api/certificates/${certificate}`)).toMatchObject({ status: 200, body: { signature: true, learner: 'Ann Müller' } })
      const pdf = async (app: typeof restored.app) => new Uint8Array(await (await app.request(`http://cme.test/api/certificates/${certificate}/pdf`)).arrayBuffer())
      expect(await pdf(restored.app)).toEqual(await pdf(service.app))
      // The session goes on, and a new person can come.
      expect((await createClient(restored.app, client.cookie).get('/api/me')).body).toMatchObject({ email: 'ann@example.org', profile: { familyName: 'Müller' } })
      await takeCourse(await restored.signIn(), bundle, { profile: { givenName: 'Ben', familyName: 'Nurse', profession: 'nurse' } })
    }

    const asSqlite = join(scratch, 'as-sqlite')
    await restore({ from: folder, dataFolder: asSqlite })
    const sqlite = openStore({ dataFolder: asSqlite })
    onTestFinished(() => sqlite.db.destroy())
    await expectWhole(sqlite)

    await sql`create database restored`.execute(db)
    const url = postgres.target.replace(/\/postgres$/, '/restored')
    await restore({ from: folder, url, dataFolder: join(scratch, 'keys') })
    const other = openStore({ url, dataFolder: scratch })
    await expectWhole(other)
    await other.db.destroy()
    expect(await readdir(join(scratch, 'keys'))).toEqual([])
    // What is there is never overwritten.
    await expect(restore({ from: folder, url, dataFolder: join(scratch, 'keys') })).rejects.toThrow(/has records already/)
  }, 60_000)
})

describe('the pages of course versions', () => {
  it('come along and are restored, and a list that leads out of the folder is refused', async () => {
    await makeData()
    const name = 'versions/a course/0123abcd/module/assets/app-1.js'
    await mkdir(join(dataFolder, 'versions/a course/0123abcd/module/assets'), { recursive: true })
    await writeFile(join(dataFolder, name), 'export {}')
    await writeFile(join(dataFolder, 'versions/a course/0123abcd/.builds'), 'build\n')
    const { folder, manifest } = await backUp({ dataFolder, to, now: now() })
    expect(manifest.files.map(file => file.name)).toEqual(expect.arrayContaining([name, 'versions/a course/0123abcd/.builds']))
    const restored = join(scratch, 'restored')
    await restore({ from: folder, dataFolder: restored })
    expect(await readFile(join(restored, name), 'utf8')).toBe('export {}')
    for (const bad of ['versions/../../stolen', '../stolen', 'versions/a/../../../stolen', '/etc/passwd']) {
      await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files: [{ ...manifest.files[0]!, name: bad }] }))
      await expect(verifyBackup(folder), bad).rejects.toMatchObject({ code: 'backup-damaged' })
    }
  })
})
