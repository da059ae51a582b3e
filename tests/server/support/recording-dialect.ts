import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'

/** A statement with the parameters it was sent with. */
export interface Sent { sql: string, parameters: readonly unknown[], query: CompiledQuery['query'] }

/** A dialect that notes every statement, the first of each text. */
export function recordingDialect(dialect: Dialect, sent: Map<string, Sent>): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => recordingDriver(dialect.createDriver(), sent),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

function recordingDriver(driver: Driver, sent: Map<string, Sent>): Driver {
  const known = new WeakSet<DatabaseConnection>()
  return {
    init: () => driver.init(),
    async acquireConnection() {
      const connection = await driver.acquireConnection()
      if (!known.has(connection)) {
        known.add(connection)
        const execute = connection.executeQuery.bind(connection)
        connection.executeQuery = <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
          if (!sent.has(query.sql))
            sent.set(query.sql, { sql: query.sql, parameters: query.parameters, query: query.query })
          return execute(query)
        }
      }
      return connection
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: connection => driver.commitTransaction(connection),
    rollbackTransaction: connection => driver.rollbackTransaction(connection),
    releaseConnection: connection => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
  }
}
