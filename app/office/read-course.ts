import type { OfficeCourse } from './office-service.ts'
import { ServiceProblem } from '../service/ask.ts'
import { officeService } from './office-service.ts'

/**
 * A course by its name, with what its learners have come to.
 * @throws ServiceProblem 404 when there was never one of this name.
 */
export async function readCourse(name: string): Promise<OfficeCourse> {
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof officeService.courses>> = await officeService.courses({ limit: '200', cursor: cursor ?? undefined })
    const found = page.rows.find(course => course.name === name)
    if (found)
      return found
    cursor = page.nextCursor
  } while (cursor)
  throw new ServiceProblem(404, { code: 'no-such-course' })
}
