import type { ResolvedSlidevOptions } from '@slidev/types'
import { dirname } from 'node:path'
import { findingsPlugin } from '../scripts/check/findings-plugin.ts'
import { publicFolders } from '../scripts/course/public-folders.ts'
import { coursePlugin, createCourseReader } from '../scripts/slides/course-plugin.ts'
import { notesPlugin } from '../scripts/slides/notes-plugin.ts'
import { sharedPublicPlugin, withLocalFavicon } from '../scripts/slides/shared-public-plugin.ts'

export default (options: ResolvedSlidevOptions) => {
  const reader = createCourseReader(options.userRoot)
  const folders = publicFolders({ folder: options.userRoot, project: dirname(dirname(options.userRoot)) })
  options.utils.indexHtml = withLocalFavicon(options.utils.indexHtml)
  return [sharedPublicPlugin(folders), coursePlugin(reader), findingsPlugin(options.userRoot), notesPlugin(() => reader.read().then(course => course.data, () => undefined))]
}
