import type { DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely'
import type { DatabaseSync } from 'node:sqlite'
import { CompiledQuery, SqliteDriver } from 'kysely'
import { asKyselyExpects, readingConnection } from './node-sqlite.ts'
import { onlyReads } from './only-reads.ts'

/**
 * Whoever writes takes turns on one connection. A statement that only reads waits for nobody: it is asked on another, and sees what
 * was committed when it is asked. Nothing stays open there between two statements, or the next would see the past and
 * the log could not be emptied; so what reads for longer, a transaction or a stream, has a connection of its own.
 */
export class ReadBesideDriver extends SqliteDriver implements Driver {
  readonly #writing: DatabaseSync
  readonly #reading: DatabaseSync
  readonly #openToRead: () => DatabaseSync
  readonly #turns = createTurns()
  #writer!: DatabaseConnection
  #reader!: DatabaseConnection

  constructor(writing: DatabaseSync, reading: DatabaseSync, openToRead: () => DatabaseSync) {
    super({ database: asKyselyExpects(writing) })
    this.#writing = writing
    this.#reading = reading
    this.#openToRead = openToRead
  }

  override async init(): Promise<void> {
    await super.init()
    this.#writer = await super.acquireConnection()
    this.#reader = await readingConnection(this.#reading)
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new Place({
      read: query => this.#reader.executeQuery(query),
      write: async (query) => {
        const done = await this.#turns.take()
        try {
          await this.#endWhatIsLeft()
          return await this.#writer.executeQuery(query)
        }
        finally {
          done()
        }
      },
      openToRead: this.#openToRead,
    })
  }

  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    const place = connection as Place
    if (settings?.accessMode === 'read only') {
      const snapshot = this.#openToRead()
      place.hold(await readingConnection(snapshot), () => snapshot.close())
      await place.executeQuery(CompiledQuery.raw('begin'))
      return
    }
    const done = await this.#turns.take()
    place.hold(this.#writer, done)
    await this.#endWhatIsLeft()
    // The writer's lock at once: a transaction that read first could not write after another process wrote.
    await place.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** A transaction that could not be rolled back when the disk failed: what is written next must not join it. */
  async #endWhatIsLeft(): Promise<void> {
    if (this.#writing.isTransaction)
      await this.#writer.executeQuery(CompiledQuery.raw('rollback'))
  }

  override async releaseConnection(connection?: DatabaseConnection): Promise<void> {
    (connection as Place).letGo()
  }

  override async destroy(): Promise<void> {
    this.#reading.close()
    // The last one empties the log into the file.
    await super.destroy()
  }
}

interface Ways {
  read: (query: CompiledQuery) => Promise<QueryResult<any>>
  write: (query: CompiledQuery) => Promise<QueryResult<any>>
  openToRead: () => DatabaseSync
}

/** What Kysely takes for a connection: finds one for each statement, and holds one during a transaction. */
class Place implements DatabaseConnection {
  readonly #ways: Ways
  #held: DatabaseConnection | undefined
  #letGo = (): void => {}

  constructor(ways: Ways) {
    this.#ways = ways
  }

  hold(connection: DatabaseConnection, letGo: () => void): void {
    this.#held = connection
    this.#letGo = letGo
  }

  letGo(): void {
    const letGo = this.#letGo
    this.#held = undefined
    this.#letGo = () => {}
    letGo()
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#held ? this.#held.executeQuery<R>(query) : onlyReads(query) ? this.#ways.read(query) : this.#ways.write(query)
  }

  async* streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    if (this.#held) {
      yield* this.#held.streamQuery<R>(query, chunkSize)
      return
    }
    const snapshot = this.#ways.openToRead()
    try {
      yield* (await readingConnection(snapshot)).streamQuery<R>(query, chunkSize)
    }
    finally {
      snapshot.close()
    }
  }
}

/** One after the other, in the order in which they came. */
function createTurns(): { take: () => Promise<() => void> } {
  const waiting: (() => void)[] = []
  let taken = false
  function done(): void {
    const next = waiting.shift()
    if (next)
      next()
    else
      taken = false
  }
  return {
    async take() {
      if (taken)
        await new Promise<void>(resolve => waiting.push(resolve))
      taken = true
      return done
    },
  }
}
