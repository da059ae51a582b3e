import type { Command } from 'commander'
import type { Store } from '../../server/storage/open-store.ts'
import type { Finish } from './finish.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { Option } from 'commander'
import { z } from 'zod'
import { counted } from '../../lib/counted.ts'
import { LecternError } from '../errors.ts'
import { DATA_FOLDER } from './serve.ts'

const ACTOR = 'command line'
const AT_ONCE = 500

const roleWords = { office: 'a member of the CME office', admin: 'an administrator' }

interface Options { data: string, json?: boolean }

export function addAdminCommand(program: Command, _finish: Finish): void {
  const admin = program.command('admin')
    .description('Say who is of the CME office and who is an administrator of the credit service.')
    .addHelpText('after', `
Examples:
  lectern admin grant ann@example.org --role admin     the first administrator
  lectern admin grant ben@example.org --role office --data /var/lib/lectern
  lectern admin list
  lectern admin revoke ben@example.org

An administrator may do all that the office may, and says who else may, on the web. A role belongs to an address: whoever signs in
with it has the role, at once. DATABASE_URL is used instead of --data when it is set.`)

  const command = (name: string, description: string) => {
    const made = admin.command(name).description(description).exitOverride().showHelpAfterError(`Run "lectern admin ${name} --help" to see its options.`)
    return made.option('--data <folder>', 'data folder of the records; DATABASE_URL is used instead when it is set', DATA_FOLDER).option('--json', 'the outcome as JSON')
  }

  command('grant', 'Give an address a role, in place of the one it has.')
    .argument('<address>', 'e-mail address that the person signs in with')
    .addOption(new Option('--role <role>', 'office: rosters, records, corrections, reports; admin: that, and roles').choices(['office', 'admin']).makeOptionMandatory())
    .addHelpText('after', `
Examples:
  lectern admin grant ann@example.org --role admin
  lectern admin grant ben@example.org --role office --json`)
    .action(async (given: string, options: Options & { role: 'office' | 'admin' }) => {
      const address = readAddress(given)
      const isNew = process.env.DATABASE_URL === undefined && !existsSync(join(options.data, 'lectern.sqlite'))
      await withStore(options, async (store) => {
        const { grantRole } = await import('../../server/roles/role-grants.ts')
        const outcome = await grantRole(store.writer, address, options.role, { actor: ACTOR, now: new Date().toISOString(), mayLeaveNoAdmin: true })
        const changed = 'changed' in outcome && outcome.changed
        tell(options, { address, role: options.role, changed }, [
          `${address} ${changed ? 'is' : 'was'} ${roleWords[options.role]} ${changed ? 'now' : 'already'}.`,
          ...isNew ? [`There were no records in ${options.data}: they were begun. Start the service with the same --data.`] : [],
        ])
      })
    })

  command('revoke', 'Take the role of an address away.')
    .argument('<address>', 'e-mail address')
    .addHelpText('after', `
Example:
  lectern admin revoke ben@example.org`)
    .action(async (given: string, options: Options) => {
      const address = readAddress(given)
      requireRecords(options)
      await withStore(options, async (store) => {
        const { revokeRole } = await import('../../server/roles/role-grants.ts')
        const outcome = await revokeRole(store.writer, address, { actor: ACTOR, now: new Date().toISOString(), mayLeaveNoAdmin: true })
        if (!('changed' in outcome && outcome.changed))
          throw new LecternError(`${address} has no role.`, { code: 'no-role', exitCode: 1, mend: 'Run "lectern admin list" to see who has one.' })
        tell(options, { address, role: 'learner', changed: true }, [`${address} has no role any more.`])
      })
    })

  command('rebuild', 'Write the lists and searches of the office anew from the records: once after an update from an earlier version, and whenever they are in doubt.')
    .addHelpText('after', `
Example:
  lectern admin rebuild --data /var/lib/lectern

Nothing in the records changes, and the service may run meanwhile.`)
    .action(async (options: Options) => {
      requireRecords(options)
      await withStore(options, async (store) => {
        const { rebuildLists } = await import('../../server/office/rebuild-lists.ts')
        const enrolments = await rebuildLists(store)
        tell(options, { enrolments }, [`The lists of ${counted('en')(enrolments, 'enrolment', 'enrolments')} were written anew.`])
      })
    })

  command('list', 'List who has a role.')
    .addHelpText('after', `
Examples:
  lectern admin list
  lectern admin list --json`)
    .action(async (options: Options) => {
      requireRecords(options)
      await withStore(options, async (store) => {
        const { listRoles } = await import('../../server/roles/role-grants.ts')
        const rows = []
        for (let page = await listRoles(store.db, { limit: AT_ONCE }); page.length; page = await listRoles(store.db, { limit: AT_ONCE, after: page.at(-1)!.address }))
          rows.push(...page)
        tell(options, rows, rows.length ? rows.map(({ address, role, grantedBy, grantedAt }) => `${role.padEnd(7)} ${address}   granted by ${grantedBy} on ${grantedAt.slice(0, 10)}`) : ['Nobody has a role. Make the first administrator: lectern admin grant <address> --role admin'])
      })
    })
}

function tell({ json }: Options, outcome: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(outcome, null, 2)}\n` : `${lines.join('\n')}\n`)
}

function readAddress(given: string): string {
  const { success, data } = z.email().safeParse(given.trim().toLowerCase())
  if (!success)
    throw new LecternError(`"${given}" is not an e-mail address.`, { code: 'address', mend: 'Write the address that the person signs in with, for example ann@example.org.' })
  return data
}

function requireRecords({ data }: Options): void {
  if (process.env.DATABASE_URL === undefined && !existsSync(join(data, 'lectern.sqlite')))
    throw new LecternError(`There are no records in ${data}.`, { code: 'no-records', mend: 'Name the data folder of the service with --data, or set DATABASE_URL.' })
}

async function withStore({ data }: Options, act: (store: Store) => Promise<void>): Promise<void> {
  const { openStore } = await import('../../server/storage/open-store.ts')
  const { migrate } = await import('../../server/storage/migrate.ts')
  const store = openStore({ url: process.env.DATABASE_URL, dataFolder: data })
  try {
    await migrate(store.db)
    await act(store)
  }
  finally {
    await store.db.destroy()
  }
}
