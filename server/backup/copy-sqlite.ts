import { backup, DatabaseSync } from 'node:sqlite'

/** All pages in one step: a copy in several begins anew whenever somebody writes in between. */
const ALL_PAGES = 2 ** 31 - 1

/** Copies a database while others write to it, as it stands at one moment. The writers go on meanwhile. */
export async function copySqlite(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true })
  try {
    source.exec('pragma busy_timeout = 60000')
    await backup(source, to, { rate: ALL_PAGES })
  }
  finally {
    source.close()
  }
}
