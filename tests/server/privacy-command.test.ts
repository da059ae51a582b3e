import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../server/storage/open-store.ts'
import { runLectern } from '../support/run-lectern.ts'
import { realBundle, shortBundle, startService } from './support/credit-service.ts'
import { takeCourse } from './support/take-course.ts'

it('exports, erases and tells what retention would remove, from the command line', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-privacy-'))
  const store = openStore({ dataFolder: folder })
  onTestFinished(async () => {
    await store.db.destroy()
    await rm(folder, { recursive: true })
  })
  const bundle = shortBundle(await realBundle())
  const service = await startService(store, [bundle])
  await takeCourse(await service.signIn('ann@example.org'), bundle, { profile: { givenName: 'Ann', familyName: 'Quartermaine', profession: 'physician', npi: '1234567893' } })
  const privacy = (...args: string[]) => runLectern(['privacy', ...args, '--data', folder], { cwd: folder })

  const exported = await privacy('export', 'Ann@Example.org')
  expect(JSON.parse(exported.stdout)).toMatchObject({ account: { email: 'ann@example.org' }, profile: { npi: '1234567893' }, courses: [{ course: bundle.name }] })
  expect(await privacy('export', 'nobody@example.org')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('There is no learner "nobody@example.org".') })
  expect(await privacy('erase', 'ann@example.org')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--reason') })
  expect(await privacy('erase', 'ann@example.org', '--reason', 'by letter', '--retention-years', 'six')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--retention-years 6') })
  expect(await privacy('retain', '--dry-run')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^Would erase:\n {2}0 .*\n {2}0 .*\n {2}0 /) })
  expect(await privacy('erase', 'ann@example.org', '--reason', 'by letter', '--retention-years', '10')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('10 years') })
  expect((await privacy('export', 'ann@example.org')).exitCode).toBe(2)
  expect((await store.db.selectFrom('audit').selectAll().execute()).at(-1)).toMatchObject({ actor: 'command line', action: 'erased learner', reason: 'by letter' })
})
