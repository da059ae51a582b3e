import type { Database } from '../storage/schema.ts'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Counts and times for Prometheus; no label ever holds anything of a person. */
export interface Metrics {
  registry: Registry
  requests: Counter<'method' | 'route' | 'status'>
  durations: Histogram<'method' | 'route'>
  signIns: Counter<'way' | 'outcome'>
  claims: Counter
  commits: Histogram
  waiting: Gauge
}

/** Seconds, from a read that nothing waits for to what a browser gives up on. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics({ db }: { db: Database }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  registry.registerMetric(new Gauge({ name: 'lectern_records_unsealed', help: 'Records of all processes that no seal covers yet', registers: [], async collect() {
    const row = await db.selectFrom('unsealed').select(eb => eb.fn.countAll().as('count')).executeTakeFirst().catch(() => undefined)
    // Not a number is how Prometheus writes what is not known: the database is away.
    this.set(row ? Number(row.count) : Number.NaN)
  } }))
  return {
    registry,
    requests: new Counter({ name: 'lectern_requests_total', help: 'Requests answered', labelNames: ['method', 'route', 'status'], registers }),
    durations: new Histogram({ name: 'lectern_request_duration_seconds', help: 'From the arrival of a request to its answer', labelNames: ['method', 'route'], buckets: BUCKETS, registers }),
    signIns: new Counter({ name: 'lectern_sign_ins_total', help: 'Sign-ins', labelNames: ['way', 'outcome'], registers }),
    claims: new Counter({ name: 'lectern_certificates_issued_total', help: 'Claims answered with a certificate by this process', registers }),
    commits: new Histogram({ name: 'lectern_commit_duration_seconds', help: 'From the beginning of a write to its commit', buckets: BUCKETS, registers }),
    waiting: new Gauge({ name: 'lectern_writes_waiting', help: 'Writes that wait for a transaction in this process', registers }),
  }
}
