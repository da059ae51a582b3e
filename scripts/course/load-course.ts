import type { CourseMeta } from './course-schema.ts'
import type { Course } from './course.ts'
import type { CoursePlace } from './find-courses.ts'
import type { Pathway } from './pathways-schema.ts'
import type { Problem } from './problem.ts'
import type { Study } from './studies-schema.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { quizImages } from '../quizzes/quiz-citations.ts'
import { figureFile } from '../quizzes/quiz-figures.ts'
import { sealWithPostTest } from '../quizzes/seal.ts'
import { checkCourseReferences } from './check-course-references.ts'
import { citationOrder } from './citation-order.ts'
import { courseSchema } from './course-schema.ts'
import { deepFreeze } from './deep-freeze.ts'
import { pathwaysSchema } from './pathways-schema.ts'
import { readQuizzes } from './read-quizzes.ts'
import { readBibliography } from './references/bibliography.ts'
import { refuseSources } from './refuse-sources.ts'
import { readSlides } from './slide.ts'
import { readSourceLecture } from './source-lecture.ts'
import { studiesSchema } from './studies-schema.ts'
import { shareMinutes } from './timing.ts'
import { readYamlFile } from './yaml-file.ts'

export interface LoadedCourse {
  /** Undefined when course.yaml, the deck or another part could not be read at all. */
  course?: Course
  /** Everything wrong with the sources, in the order of the files. */
  problems: Problem[]
}

/** Reads all sources of a course into one frozen model. Never throws for bad sources: they become problems. */
export async function loadCourse(place: CoursePlace): Promise<LoadedCourse> {
  const refused = await refuseSources(place)
  if (refused.length > 0)
    return { problems: refused }

  const paths = {
    course: join(place.folder, 'course.yaml'),
    studies: join(place.folder, 'studies.yaml'),
    pathways: join(place.folder, 'pathways.yaml'),
    references: join(place.folder, 'references.bib'),
    deck: join(place.folder, 'slides.md'),
  }
  const [courseFile, studiesFile, pathwaysFile, bibliography, deck, lecture, quizzes] = await Promise.all([
    readYamlFile<CourseMeta>(paths.course, courseSchema, 'course'),
    existsSync(paths.studies) ? readYamlFile<Study[]>(paths.studies, studiesSchema, 'studies') : undefined,
    existsSync(paths.pathways) ? readYamlFile<Pathway[]>(paths.pathways, pathwaysSchema, 'pathways') : undefined,
    readBibliography(paths.references),
    readSlides(paths.deck, place.folder),
    readSourceLecture(place.folder),
    readQuizzes(place.quizFolder),
  ])

  const problems = [courseFile, studiesFile, pathwaysFile, bibliography, deck, lecture, quizzes].flatMap(part => part?.problems ?? [])
  const isEmpty = deck.slides.every(slide => !slide.content)
  if (!courseFile.data || isEmpty || (studiesFile && !studiesFile.data) || (pathwaysFile && !pathwaysFile.data)) {
    if (isEmpty && !deck.problems.length)
      problems.push({ rule: 'slides-empty-deck', severity: 'error', file: paths.deck, line: 1, column: 1, message: 'The deck has no slide.', mend: 'Write at least one slide: a line "# A headline" is enough.' })
    return { problems }
  }

  const studies = studiesFile?.data ?? []
  const pathways = pathwaysFile?.data ?? []
  const sealing = sealWithPostTest(quizzes.quizzes, courseFile.data)
  problems.push(...sealing.problems)
  const course: Course = {
    name: place.name,
    place,
    meta: courseFile.data,
    slides: deck.slides,
    minutes: shareMinutes(deck.slides, courseFile.data.lectureMinutes),
    studies,
    pathways,
    bibliography: bibliography.entries,
    citations: citationOrder(deck.slides, studies, pathways, courseFile.data, quizzes.quizzes).filter(key => bibliography.entries.has(key)),
    source: lecture.source,
    quizzes: sealing.quizzes,
    files: [paths.course, studiesFile && paths.studies, pathwaysFile && paths.pathways, paths.references, ...deck.files, ...lecture.files, ...quizzes.files, ...quizzes.quizzes.flatMap(quiz => quizImages(quiz).flatMap(image => figureFile(image, quiz, place) ?? []))].filter(file => file !== undefined && existsSync(file)) as string[],
  }
  problems.push(...checkCourseReferences(course, {
    course: courseFile.positionOf,
    studies: studiesFile?.positionOf,
    pathways: pathwaysFile?.positionOf,
  }))
  return { course: deepFreeze(course), problems }
}
