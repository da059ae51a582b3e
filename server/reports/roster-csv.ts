import type { RosterFilter, RosterRow } from '../office/roster.ts'
import type { Database } from '../storage/schema.ts'
import { readRoster } from '../office/roster.ts'
import { csvLine, UTF_8_MARK } from './csv.ts'

const COLUMNS: readonly [keyof RosterRow, string][] = [
  ['enrolment', 'Enrolment'],
  ['familyName', 'Family name'],
  ['givenName', 'Given name'],
  ['credentials', 'Credentials'],
  ['profession', 'Profession'],
  ['npi', 'NPI'],
  ['email', 'E-mail'],
  ['enrolledAt', 'Enrolled'],
  ['version', 'Version'],
  ['step', 'Next step'],
  ['preTest', 'Pre-test %'],
  ['attempts', 'Attempts'],
  ['firstAttempt', 'First attempt %'],
  ['bestAttempt', 'Best attempt %'],
  ['passedAt', 'Passed'],
  ['lectureMinutes', 'Minutes in the lecture'],
  ['credits', 'Credits claimed'],
  ['certificate', 'Certificate'],
  ['creditType', 'Claimed in'],
  ['certificateState', 'Certificate state'],
  ['certificateName', 'Name on the certificate'],
  ['nameDiffers', 'Name changed since'],
  ['eProfileId', 'NABP e-Profile ID'],
  ['birthMonthDay', 'Birth MM-DD for CPE Monitor'],
]

const AT_ONCE = 200

/** The roster as CSV, learner by learner, those who enrolled first before the others. */
export async function* rosterCsv(db: Database, course: string, filter: RosterFilter = {}): AsyncGenerator<string> {
  yield UTF_8_MARK + csvLine(COLUMNS.map(([, head]) => head))
  let after: readonly [string, string] | undefined
  do {
    const { rows, next } = await readRoster(db, course, filter, { after, limit: AT_ONCE, oldestFirst: true })
    if (rows.length)
      yield rows.map(row => csvLine(COLUMNS.map(([key]) => typeof row[key] === 'boolean' ? row[key] ? 'yes' : null : row[key]))).join('')
    after = next
  } while (after)
}
