import type { Writer } from '../storage/writer.ts'
import type { Metrics } from './metrics.ts'

/** The same writer; how many writes wait and how long each takes is counted. */
export function measuredWriter(writer: Writer, { commits, waiting }: Pick<Metrics, 'commits' | 'waiting'>): Writer {
  return {
    ...writer,
    async write(key, write) {
      let started: number | undefined
      waiting.inc()
      try {
        return await writer.write(key, (transaction) => {
          // A write that is tried again has waited once.
          if (started === undefined) {
            started = performance.now()
            waiting.dec()
          }
          return write(transaction)
        })
      }
      finally {
        if (started === undefined)
          waiting.dec()
        else
          commits.observe((performance.now() - started) / 1000)
      }
    },
  }
}
