import type { CourseReport, OfficeCourse } from './office-service.ts'
import type { Load } from './use-load.ts'
import { onActivated, watch } from 'vue'
import { useRoute } from 'vue-router'
import { officeService } from './office-service.ts'
import { useOffice } from './office.ts'
import { useLoad } from './use-load.ts'

/** The report on a course, of the version that the address names. */
export function useReport(course: OfficeCourse, tab: string): Load<CourseReport> {
  const { changes } = useOffice()
  const route = useRoute()
  const load = useLoad(() => officeService.report(course.name, { version: typeof route.query.version === 'string' ? route.query.version : undefined }))
  // Without learners there is nothing to report.
  if (course.learners || course.uncounted)
    void load.reload()
  watch(() => route.query.version, () => {
    if (route.name === 'course' && route.params.tab === tab)
      void load.reload()
  })
  let seen = changes.value
  onActivated(() => {
    if (seen !== changes.value)
      void load.reload()
    seen = changes.value
  })
  return load
}
