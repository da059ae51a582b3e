/*
 * What CockroachDB, YugabyteDB and Citus lack or do differently from PostgreSQL, as far as SQL shows it. Read in their
 * documentation and issues in November 2026; docs/scale.md says what follows from it.
 */

interface Unportable { pattern: RegExp, why: string }

const unportable: readonly Unportable[] = [
  { pattern: /\bpg_(?:try_)?advisory_/i, why: 'advisory locks of a session lock nothing on CockroachDB and are refused by YugabyteDB before 2025.1' },
  { pattern: /\b(?:listen|notify|unlisten)\s+\w/i, why: 'LISTEN and NOTIFY are not there on CockroachDB and YugabyteDB' },
  { pattern: /\b(?:serial|bigserial|smallserial)\b|\bgenerated\s+(?:always|by default)\s+as\s+identity\b|\bnextval\s*\(/i, why: 'a counter is one hot place of a distributed database, and leaves gaps' },
  { pattern: /\b(?:temp|temporary)\s+table\b/i, why: 'temporary tables are an experiment on CockroachDB' },
  { pattern: /\bdeferrable\b|\binitially\s+deferred\b/i, why: 'deferred constraints are not there on CockroachDB' },
  { pattern: /\bskip\s+locked\b|\bnowait\b/i, why: 'SKIP LOCKED and NOWAIT depend on the isolation level on YugabyteDB' },
  { pattern: /\block\s+table\b/i, why: 'LOCK TABLE is not there on CockroachDB and locks nothing for others on YugabyteDB' },
  { pattern: /\bcreate\s+(?:or\s+replace\s+)?(?:trigger|function|procedure|rule|domain)\b/i, why: 'code in the database is another language on each of them' },
  { pattern: /\bcreate\s+(?:unlogged\s+table|materialized\s+view|extension)\b|\bexclude\s+using\b/i, why: 'not there, or not the same, on all of them' },
  { pattern: /\bforeign\s+key\b/i, why: 'Citus takes foreign keys only between tables that are distributed alike' },
  { pattern: /\bdeclare\s+\w+\s+cursor\b|\bwith\s+hold\b/i, why: 'cursors are limited on CockroachDB and hold one connection' },
  { pattern: /\bwith\s+recursive\b/i, why: 'Citus has no recursive queries over distributed tables' },
  { pattern: /\btablesample\b|\bgrouping\s+sets\b|\bcube\s*\(|\brollup\s*\(/i, why: 'Citus has these for one shard only' },
  { pattern: /\bilike\b|\bsimilar\s+to\b|\bcollate\b|\blower\s*\(/i, why: 'which letters are the same depends on the collation' },
  { pattern: /\bctid\b|\bxmin\b|\btxid_current\b|\bpg_current_xact_id\b/i, why: 'the insides of a row are PostgreSQL\'s own' },
  { pattern: /\bvacuum\b|\bcluster\b|\breindex\b|\bcopy\s+\w+\s+(?:from|to)\b/i, why: 'housekeeping is another on each of them' },
  { pattern: /\bset\s+(?:(?:session|local)\s*)?\w+\s*(?:=|to)\b|\bset_config\s*\(|\bprepare\s+\w|\bdiscard\b/i, why: 'what is set for a session is lost behind a pooler' },
  { pattern: /\bon\s+conflict\s+(?:do\s+update|on\s+constraint)/i, why: 'ON CONFLICT DO UPDATE has to name the columns of a unique key' },
  { pattern: /\bcreate\s+(?:unique\s+)?(?:table|index)\s+(?!if\s+not\s+exists)/i, why: 'where changes of the schema are committed one by one, a migration that was cut short has to be able to begin again' },
  { pattern: /\bcreate\s+index\s+concurrently\b/i, why: 'not in a transaction, and another thing on each of them' },
  { pattern: /\balter\s+column\s+\S+\s+(?:set\s+data\s+)?type\b/i, why: 'changing the type of a column that an index covers is not there on CockroachDB' },
  { pattern: /\bsavepoint\b/i, why: 'a write is repeated as a whole; parts of it are not' },
]

/** The sign-in library makes its own tables, before anything is in them, and looks into the catalogue to see what is there. */
const ofTheLibrary = /^\s*create (?:table|index|unique index) "\w+"/i

/** Why a statement is not to be sent to one of them. */
export function findUnportable(sql: string): string[] {
  const catalogue = /\bpg_catalog\b|\binformation_schema\b/.test(sql)
  return unportable
    .filter(({ pattern, why }) => pattern.test(sql) && !(ofTheLibrary.test(sql) && why.includes('cut short')) && !(catalogue && /\bcollat/.test(why)))
    .map(({ why }) => `${why}: ${sql.trim().replace(/\s+/g, ' ').slice(0, 300)}`)
}
