import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { LecternError } from '../errors.ts'

/** A course's places in the author's project. */
export interface CoursePlace {
  /** Folder name below slides/; also the course's name on the command line and below dist/. */
  name: string
  /** slides/<name> */
  folder: string
  /** quizzes/<name>; may not exist. */
  quizFolder: string
  /** The author's project: where slides/, quizzes/ and dist/ are. */
  project: string
}

/** Every folder below slides/ that holds a deck, in alphabetical order. */
export async function listCourses(project: string): Promise<CoursePlace[]> {
  const root = join(project, 'slides')
  if (!existsSync(root))
    return []
  const folders = await readdir(root, { withFileTypes: true })
  return folders
    .filter(folder => folder.isDirectory() && existsSync(join(root, folder.name, 'slides.md')))
    .map(folder => placeOf(project, folder.name))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/**
 * Finds courses by name; none named means all.
 * @throws LecternError when a course does not exist or the project has none.
 */
export async function findCourses(project: string, names: readonly string[]): Promise<CoursePlace[]> {
  const all = await listCourses(project)
  if (!all.length) {
    throw new LecternError(`There is no course in ${join(project, 'slides')}.`, {
      code: 'no-course',
      mend: 'Run the command in the folder that holds slides/<course>/slides.md.',
    })
  }
  if (!names.length)
    return all
  return names.map((name) => {
    const wanted = courseName(project, name)
    const found = all.find(course => course.name === wanted)
    if (!found) {
      throw new LecternError(`There is no course "${name}".`, {
        code: 'unknown-course',
        mend: `Use one of: ${all.map(course => course.name).join(', ')}.`,
      })
    }
    return found
  })
}

/** A course may also be named by the path of its folder or of a file in it, as a shell completes it. */
function courseName(project: string, name: string): string {
  const path = relative(join(project, 'slides'), resolve(project, name))
  return path === '' || path.startsWith('..') ? name : path.split(sep)[0]!
}

function placeOf(project: string, name: string): CoursePlace {
  return { name, project, folder: join(project, 'slides', name), quizFolder: join(project, 'quizzes', name) }
}
