import { LecternError } from '../errors.ts'
import { servicePageNames } from '../service-pages/service-page-names.ts'

/** First parts of addresses that the credit service answers itself: a course of such a name could not be reached beside it. */
const reserved: ReadonlySet<string> = new Set([...servicePageNames, 'api', 'verify', 'health', 'ready', 'metrics'])

/** @throws LecternError when a course has the name of one of the server's own addresses. */
export function refuseReservedName(course: string): void {
  if (reserved.has(course.toLowerCase()))
    throw new LecternError(`No course can be named "${course}": /${course.toLowerCase()}/ is an address of the server itself.`, { code: 'reserved-name', mend: `Rename the folders slides/${course} and quizzes/${course}.` })
}
