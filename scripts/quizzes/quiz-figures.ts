import type { Course } from '../course/course.ts'
import type { Problem } from '../course/problem.ts'
import type { Figure } from './figure.ts'
import type { QuizImage } from './quiz-markdown.ts'
import type { Quiz } from './quiz-model.ts'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readMoleculeAttributes } from '../course/molecule-key.ts'
import { publicFolders } from '../course/public-folders.ts'
import { LecternError } from '../errors.ts'
import { createFigure, readFigureSize } from './figure.ts'
import { quizImages } from './quiz-citations.ts'

type FigureCourse = Pick<Course, 'place' | 'slides' | 'quizzes'>

const MOLECULE = 'molecule:'
const SLIDE = 'slide:'

/** The file of a picture; undefined for what the deck draws and for what is nowhere. "/…" is looked up as a deck does. */
export function figureFile(image: QuizImage, quiz: Pick<Quiz, 'file'>, place: Course['place']): string | undefined {
  const { source } = image
  if (isDrawn(source))
    return undefined
  const places = source.startsWith('/') ? publicFolders(place) : [dirname(quiz.file)]
  return places.map(folder => join(folder, source)).find(file => existsSync(file))
}

/** Pictures that a quiz names and the course does not have. */
export function missingFigures(quiz: Quiz, course: FigureCourse): Problem[] {
  return quizImages(quiz).flatMap((image) => {
    const { source } = image
    const line = quiz.items.find(item => item.type === 'hot-spot' && item.image.source === source)?.line ?? firstLine(quiz, source)
    const report = (message: string, mend: string): Problem => ({ rule: 'quizzes-missing-picture', severity: 'error', file: quiz.file, line, column: 1, message, mend })
    if (source.startsWith(MOLECULE)) {
      const names = molecules(course).map(({ name }) => name)
      return names.includes(source.slice(MOLECULE.length)) ? [] : report(`The deck has no molecule "${source.slice(MOLECULE.length)}".`, names.length ? `Use one of: ${[...new Set(names)].join(', ')}.` : 'Put <Molecule name="…" smiles="…" /> on a slide.')
    }
    if (source.startsWith(SLIDE)) {
      const names = course.slides.flatMap(slide => aliasOf(slide) ?? [])
      return names.includes(source.slice(SLIDE.length)) ? [] : report(`No slide of the deck is called "${source.slice(SLIDE.length)}".`, names.length ? `Use one of: ${names.join(', ')}.` : 'Give the slide a name in its front matter: "routeAlias: pain-chart".')
    }
    return figureFile(image, quiz, course.place) ? [] : report(`The picture "${source}" does not exist.`, source.startsWith('/') ? 'Put it into the public folder of the deck.' : `Put it beside the quiz: ${join(dirname(quiz.file), source)}.`)
  })
}

/**
 * The pictures of a quiz by source, ready to be written.
 * @throws LecternError for a picture that is missing or is not what its name says.
 */
export async function readFigures(quiz: Quiz, course: FigureCourse): Promise<ReadonlyMap<string, Figure>> {
  const [problem] = missingFigures(quiz, course)
  if (problem)
    throw new LecternError(problem.message, { code: problem.rule, mend: problem.mend, file: problem.file, line: problem.line })
  const figures = await Promise.all(quizImages(quiz).map(async (image) => {
    const { source } = image
    return [source, await readFigure(image, quiz, course)] as const
  }))
  return new Map(figures)
}

async function readFigure(image: QuizImage, quiz: Quiz, course: FigureCourse): Promise<Figure> {
  const { source } = image
  if (source.startsWith(MOLECULE))
    return drawnMolecule(source.slice(MOLECULE.length), course)
  if (source.startsWith(SLIDE))
    return (await slideFigures(course)).get(source.slice(SLIDE.length))!
  return fileFigure(figureFile(image, quiz, course.place)!, quiz)
}

/** Photographs are taken once for all quizzes of a course: a browser takes longer than everything else together. */
const photographs = new WeakMap<FigureCourse['slides'], Promise<ReadonlyMap<string, Figure>>>()

/** Figures of the slides that quizzes name, by their names. */
function slideFigures(course: FigureCourse): Promise<ReadonlyMap<string, Figure>> {
  const taken = photographs.get(course.slides) ?? takePhotographs(course)
  photographs.set(course.slides, taken)
  return taken
}

async function takePhotographs({ place, slides, quizzes }: FigureCourse): Promise<ReadonlyMap<string, Figure>> {
  const wanted = new Set(quizzes.flatMap(quizImages).map(({ source }) => source))
  const named = slides.filter(slide => wanted.has(`${SLIDE}${aliasOf(slide)}`))
  const { photographSlides } = await import('./slide-figure.ts')
  const pictures = await photographSlides(join(place.folder, 'slides.md'), named.map(slide => slide.no))
  return new Map(named.map((slide) => {
    const bytes = pictures.get(slide.no)!
    return [aliasOf(slide)!, createFigure(bytes, readFigureSize(bytes)!)] as const
  }))
}

/** The name that an author gave a slide, which Slidev also takes in addresses. */
function aliasOf({ frontmatter }: FigureCourse['slides'][number]): string | undefined {
  return typeof frontmatter.routeAlias === 'string' ? frontmatter.routeAlias : undefined
}

function isDrawn(source: string): boolean {
  return source.startsWith(MOLECULE) || source.startsWith(SLIDE)
}

async function fileFigure(file: string, quiz: Quiz): Promise<Figure> {
  const bytes = new Uint8Array(await readFile(file))
  const size = readFigureSize(bytes)
  if (!size)
    throw new LecternError(`${file} is no PNG, JPEG, GIF or SVG with a size.`, { code: 'quizzes-bad-picture', mend: 'Save the picture again; an SVG needs a viewBox, or width and height.', file: quiz.file })
  return createFigure(bytes, size)
}

async function drawnMolecule(name: string, course: FigureCourse): Promise<Figure> {
  const { request } = molecules(course).find(molecule => molecule.name === name)!
  // The chemistry library is large; quizzes without structures need not wait for it.
  // One after the other: in an installed kit jiti gives a module that is still loading away half-filled.
  const { drawMolecule } = await import('../course/molecules.ts')
  const { moleculeSvg } = await import('./molecule-svg.ts')
  const bytes = new TextEncoder().encode(moleculeSvg(drawMolecule(request.smiles, request)))
  return createFigure(bytes, readFigureSize(bytes)!)
}

function molecules({ slides }: Pick<Course, 'slides'>) {
  return slides.flatMap(slide => slide.markup.elements).flatMap((element) => {
    const request = element.name === 'Molecule' ? readMoleculeAttributes(element.attributes) : undefined
    return request && element.attributes.name ? [{ name: element.attributes.name, request }] : []
  })
}

function firstLine(quiz: Quiz, source: string): number {
  return [...quiz.items, ...quiz.cases].find(part => JSON.stringify(part).includes(JSON.stringify(source)))?.line ?? 1
}
