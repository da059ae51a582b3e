import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { enrol } from '../../server/journey/enrolments.ts'
import { sealRecords } from '../../server/ledger/seal.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { openStore } from '../../server/storage/open-store.ts'
import { runLectern } from '../support/run-lectern.ts'
import { crashPolicy } from './support/crash-policy.ts'

const now = '2026-11-22T10:00:00.000Z'

it('says whether every record is there, unchanged and in its place', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-ledger-'))
  const { db, writer } = openStore({ dataFolder: folder })
  onTestFinished(async () => {
    await db.destroy()
    await rm(folder, { recursive: true })
  })
  const verify = () => runLectern(['verify', '--ledger', '--data', folder], { cwd: folder })
  await migrate(db)
  const id = randomUUID()
  await enrol(writer, 'ann', crashPolicy, { now, id })
  await sealRecords(writer, crashPolicy.course, now)
  expect(await verify()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('good (ledger of credit)') })

  // So does a report that somebody has embellished.
  await db.insertInto('counter').values({ course: crashPolicy.course, version: '', name: 'learners', value: 7 }).execute()
  expect(await verify()).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(`the report on ${crashPolicy.course} does not agree with the records in 1 of its numbers`) })
  await db.deleteFrom('counter').execute()

  // A list that leaves somebody out is no change of a record, and hides the credit all the same.
  const [listed] = await db.selectFrom('enrolment').selectAll().execute()
  await db.deleteFrom('enrolment').execute()
  expect(await verify()).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(`record 1 of ${id} is not in the list of enrolments`) })
  await db.insertInto('enrolment').values([listed!, { ...listed!, id: 'invented', learner: 'ben' }]).execute()
  expect(await verify()).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('record 1 of invented is not there') })
  await db.deleteFrom('enrolment').where('id', '=', 'invented').execute()

  await db.updateTable('record').set({ at: '2026-11-22T09:00:00.000Z' }).where('chain', '=', id).execute()
  expect(await verify()).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(`record 1 of ${id} was changed after it was written`) })
})

it('says where it looked when there are no records', { timeout: 60_000 }, async () => {
  const { exitCode, stdout } = await runLectern(['verify', '--ledger', '--data', 'nowhere'], { cwd: tmpdir() })
  expect(exitCode).toBe(2)
  expect(stdout).toContain('nowhere/lectern.sqlite: There are no records.')
  expect(stdout).toContain('--data')
})
