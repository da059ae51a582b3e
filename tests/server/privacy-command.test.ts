import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { kitRoot } from '../../scripts/kit.ts'
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
  // As the guides write it: npm says what it runs before the command prints anything, so that a ">" would put that into the file.
  const documented = async (guide: string, command: string, name = bundle.name) => {
    const line = (await readFile(join(kitRoot, 'docs', guide), 'utf8')).split('\n').find(line => line.startsWith('npm run lectern -- ') && line.includes(command))!
    return runLectern(line.replace(/^npm run lectern -- /, '').replace('/var/lib/lectern', folder).replace('my-course', name).split(' '), { cwd: folder })
  }
  expect(await documented('backup-and-retention.md', 'privacy export')).toMatchObject({ exitCode: 0, stdout: 'Wrote ann.json.\n' })
  expect(JSON.parse(await readFile(join(folder, 'ann.json'), 'utf8'))).toMatchObject({ account: { email: 'ann@example.org' } })
  expect((await stat(join(folder, 'ann.json'))).mode & 0o077).toBe(0)
  expect(await documented('credit-service.md', '--roster')).toMatchObject({ exitCode: 0, stdout: 'Wrote roster.csv.\n' })
  expect(await readFile(join(folder, 'roster.csv'), 'utf8')).toMatch(/Quartermaine/)
  expect(await privacy('export', 'ann@example.org', '--to', 'nowhere/ann.json')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('nowhere/ann.json could not be written: there is no such folder.') })
  expect((await readdir(folder)).filter(name => name.endsWith('.part'))).toEqual([])
  expect(await privacy('export', 'nobody@example.org')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('There is no learner "nobody@example.org".') })
  expect(await privacy('erase', 'ann@example.org')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--reason') })
  expect(await privacy('erase', 'ann@example.org', '--reason', 'by letter', '--retention-years', 'six')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--retention-years 6') })
  expect(await privacy('retain', '--dry-run')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^Would erase:\n {2}0 .*\n {2}0 .*\n {2}0 /) })
  expect(await privacy('erase', 'ann@example.org', '--reason', 'by letter', '--retention-years', '10')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('10 years') })
  expect((await privacy('export', 'ann@example.org')).exitCode).toBe(2)
  expect((await store.db.selectFrom('audit').selectAll().execute()).at(-1)).toMatchObject({ actor: 'command line', action: 'erased learner', reason: 'by letter' })
})
