import type { Generated, Kysely } from 'kysely'

/*
 * One schema for SQLite, PostgreSQL and the distributed databases that speak its protocol. Only text and integer columns, and
 * bytes for files; times are ISO 8601 in UTC, structures are JSON as text. Keys begin with a random id, so that writers of a
 * distributed database spread over its ranges; nothing counts up.
 */

export interface Tables {
  course_version: CourseVersionTable
  profile: ProfileTable
  enrolment: EnrolmentTable
  record: RecordTable
  unsealed: UnsealedTable
  certificate: CertificateTable
  signing_key: SigningKeyTable
  certificate_mail: CertificateMailTable
  certificate_mail_count: CertificateMailCountTable
  verify_miss: VerifyMissTable
  audit: AuditTable
  code_request: CodeRequestTable
  role_grant: RoleGrantTable
  roster_term: RosterTermTable
  first_attempt: FirstAttemptTable
  evaluation: EvaluationTable
  evaluation_draft: EvaluationDraftTable
  evaluation_words: EvaluationWordsTable
  counter: CounterTable
  uncounted: UncountedTable
  pars_export: ParsExportTable
  pars_record: ParsRecordTable
  erasure: ErasureTable
}

export type Database = Kysely<Tables>

/** A version of a course as it was when somebody enrolled, keys included. Never changed. */
export interface CourseVersionTable {
  course: string
  version: string
  /** The private bundle, JSON. */
  bundle: string
  created_at: string
}

export interface ProfileTable {
  learner: string
  /** JSON: name, profession, identifiers. */
  body: string
  updated_at: string
  /** The address of the sign-in, when the profile was last saved. */
  email: string | null
}

/** Who takes which version of which course, and how far the records say they are: what office pages list and filter by. */
export interface EnrolmentTable {
  id: string
  learner: string
  course: string
  version: string
  created_at: string
  /** The step that comes next; "done" when there is none. */
  step: string
  passed_at: string | null
  /** Hundredths of a credit, so that sums are exact; null without a claim, and when its certificate was revoked. */
  credits: number | null
  updated_at: string
  /** Of the profile. */
  profession: string | null
  /** 1 or 0. */
  passed: Generated<number>
  /** Attempts at the post-test that were submitted. */
  attempts: Generated<number>
  /** Hundredths of a percent. */
  pre_test: number | null
  first_attempt: number | null
  best_attempt: number | null
  lecture_seconds: Generated<number>
  /** The certificate that is valid. */
  certificate: string | null
  /** The certificate that was last reported to PARS as added, and not as deleted since. */
  reported: string | null
  /** What was given to the counters of it (server/counting/); null when nothing was yet. */
  counted_step: string | null
  counted_passed: number | null
  counted_credits: number | null
}

/**
 * The ledger: one row an event, chained by hashes (server/ledger/chain.ts). Inserted, never deleted; updated only to erase a
 * body, which a further row says.
 */
export interface RecordTable {
  /** The enrolment's id, or "seals:<course>". */
  chain: string
  seq: number
  kind: string
  /** JSON; empty when it was erased. */
  body: string
  /** Random; null when the body was erased, and in rows of the first format. */
  salt: string | null
  /** SHA-256 of salt and body; null in rows of the first format. */
  digest: string | null
  at: string
  previous: string
  hash: string
  /** The idempotency key of the request that wrote it, on the first row of the request. */
  request: string | null
}

/** Records that no seal covers yet. Written with the record, removed with the seal. */
export interface UnsealedTable {
  course: string
  chain: string
  seq: number
  hash: string
}

export interface CertificateTable {
  id: string
  enrolment: string
  /** What was certified: a snapshot, JSON. */
  snapshot: string
  /** The signed credential. */
  credential: string
  issued_at: string
  /** The file as it was issued. A later version of the kit would set it otherwise, and its digest is signed. */
  pdf: Uint8Array | null
  /** When name and credential were erased, the time for keeping them being over; both are empty then. */
  erased_at: string | null
}

/** Public keys that have signed certificates. Never removed: old certificates verify with old keys. */
export interface SigningKeyTable {
  /** Thumbprint of the key (RFC 7638). */
  id: string
  /** JSON Web Key. */
  public_key: string
  created_at: string
  /** Addresses of the service under which it has signed, JSON. */
  issuers: string | null
  /** Since when others may have the private key. */
  compromised_at: string | null
  /** "yes" for the key that was made for an empty store: there can be one. */
  made_first: string | null
}

/** A letter with a certificate, by the idempotency key of the request for it. */
export interface CertificateMailTable {
  /** "<learner>/<idempotency key>" */
  request: string
  certificate: string
  /** "sent", or the id of the attempt that sends it. */
  state: string
  at: string
}

/** How often a learner had certificates mailed. */
export interface CertificateMailCountTable {
  learner: string
  /** Number of the hour since 1970. */
  time_window: number
  count: number
}

/** How often an address asked for certificates that are not there. */
export interface VerifyMissTable {
  /** SHA-256 of the network address. */
  address: string
  /** Number of the quarter of an hour since 1970. */
  time_window: number
  count: number
}

/** How often an address asked for a code to sign in. */
export interface CodeRequestTable {
  /** SHA-256 of the address. */
  address: string
  /** Number of the quarter of an hour since 1970. */
  time_window: number
  count: number
}

/** What an office or an administrator did. Inserted, never updated or deleted. */
export interface AuditTable {
  id: string
  at: string
  actor: string
  action: string
  subject: string
  reason: string | null
}

/** Which role an address has; addresses without a row are learners'. */
export interface RoleGrantTable {
  /** Trimmed, lower case. */
  address: string
  role: string
  /** An address, or "command line". */
  granted_by: string
  granted_at: string
}

/** What a course's roster is searched by (server/learners/search-terms.ts). */
export interface RosterTermTable {
  course: string
  /** Hexadecimal, so that every database and collation sorts it alike. */
  term: string
  enrolment: string
}

/** First attempts at post-tests. Written with the record of the attempt. */
export interface FirstAttemptTable {
  enrolment: string
  course: string
  version: string
  /** Millionths of a point. */
  points: number
  at: string
  /** Points by item, JSON. */
  items: string
  /** Responses by item, JSON. */
  responses: string
  /** Points by item of the pre-test, JSON; null without one. */
  pre_items: string | null
  /** 1 when the counters have it, else 0. */
  counted: Generated<number>
}

/** Evaluations, as they were given. Written with the record of the evaluation. */
export interface EvaluationTable {
  enrolment: string
  course: string
  version: string
  at: string
  /** Responses by item, JSON. */
  responses: string
  /** 1 when the counters have it, else 0. */
  counted: Generated<number>
}

/** In which evaluations something was written to a question, so that the latest are found. Written when they are counted. */
export interface EvaluationWordsTable {
  course: string
  version: string
  /** Place of the question in the evaluation, from 0. */
  item: number
  at: string
  enrolment: string
}

/** What reports are made of: sums over all learners of a course (version "") and of a version. */
export interface CounterTable {
  course: string
  version: string
  name: string
  /** A text on PostgreSQL. */
  value: number | string | bigint
}

/** What has still to be added to the counters, with nothing in it by which a learner could be found. */
export interface UncountedTable {
  course: string
  /** Random. */
  id: string
  version: string
  /** By name of the counter, JSON. */
  counts: string
}

/** Answers of an evaluation that is being filled in. Removed when it is given. */
export interface EvaluationDraftTable {
  enrolment: string
  item: string
  /** JSON */
  response: string
  at: string
}

/** Files of learner records for PARS that an office had made. */
export interface ParsExportTable {
  /** The idempotency key of the request. */
  id: string
  course: string
  at: string
  actor: string
  organization: string
  provider: string
  module: string
}

/** What stood in them. Inserted, never updated. */
export interface ParsRecordTable {
  id: string
  export: string
  enrolment: string
  certificate: string
  /** add or delete */
  action: string
  /** The learner record, JSON. */
  body: string
  at: string
}

/** Who was erased, and what is still kept of them until when. Without a name: the id is random. */
export interface ErasureTable {
  learner: string
  asked_at: string
  /** "learner", "housekeeping", or the id of who did it. */
  actor: string
  reason: string
  /** The idempotency key of the request. */
  request: string | null
  /** The last day on which their credit is kept, ISO date; null when there was none to keep. */
  keep_until: string | null
  /** When nothing of them was left. */
  finished_at: string | null
}
