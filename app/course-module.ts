import type { InjectionKey } from 'vue'
import type { ModuleData } from './module-data.ts'
import type { ProgressStore } from './progress.ts'
import { inject } from 'vue'

/** What every part of the page works on. */
export interface CourseModule {
  data: ModuleData
  store: ProgressStore
}

export const courseModuleKey: InjectionKey<CourseModule> = Symbol('course module')

export function useCourseModule(): CourseModule {
  const courseModule = inject(courseModuleKey)
  if (!courseModule)
    throw new Error('no course module was provided')
  return courseModule
}
