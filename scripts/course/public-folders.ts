import type { CoursePlace } from './find-courses.ts'
import { join } from 'node:path'
import { kitRoot } from '../kit.ts'

/** Where a deck's "/picture.svg" may lie, the first that has it wins: with the course, shared by all courses, in the kit. */
export function publicFolders({ folder, project }: Pick<CoursePlace, 'folder' | 'project'>): string[] {
  return [join(folder, 'public'), join(project, 'public'), join(kitRoot, 'public')]
}
