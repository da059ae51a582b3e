import type { Course } from '../course/course.ts'
import type { Slide } from '../course/slide.ts'
import type { Memory } from './memory.ts'
import type { PlacedComment } from './text/markdown-pieces.ts'
import type { TextPiece } from './text/text-piece.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPositions } from '../course/text-position.ts'
import { noMemory } from './memory.ts'
import { readBibliographyPieces } from './text/bibliography-pieces.ts'
import { anywhere, placePiece, readMarkdownPieces } from './text/markdown-pieces.ts'
import { readQuizPieces } from './text/quiz-pieces.ts'
import { readYamlPieces } from './text/yaml-pieces.ts'

export { SHOWN_OBJECT } from './text/inline.ts'
export type { TextKind, TextPiece } from './text/text-piece.ts'

/** A course as rules see it: the model, and every piece of human text with its exact place. */
export interface CourseText {
  course: Course
  /** In the order of the deck, then the quizzes, course.yaml, studies.yaml, pathways.yaml and the references. */
  pieces: readonly TextPiece[]
  /** The pieces of each slide, by its number. */
  slides: ReadonlyMap<number, readonly TextPiece[]>
  /** Where a value stands in course.yaml or studies.yaml; the nearest that exists. */
  positionOf: (file: 'course.yaml' | 'studies.yaml' | 'pathways.yaml', path: readonly PropertyKey[]) => { file: string, line: number, column: number }
  /** Source text of every file that pieces come from, with "\n" as line end. */
  sources: ReadonlyMap<string, string>
  /** Comments in slides and quizzes, where findings can be suppressed. */
  comments: readonly (PlacedComment & { file: string, line: number, column: number, slide?: number })[]
  /** What was found in the same texts before. */
  memory: Memory
}

/** Reads the text of a course. Never throws for bad sources. */
export async function readCourseText(course: Course, memory: Memory = noMemory): Promise<CourseText> {
  const sources = new Map<string, string>()
  await Promise.all(course.files.map(async (file) => {
    const text = await readText(file).catch(() => undefined)
    if (text !== undefined)
      sources.set(file, text.replace(/\r\n/g, '\n'))
  }))
  return buildCourseText(course, sources, memory)
}

/** As readCourseText, for sources already read. */
export function buildCourseText(course: Course, sources: ReadonlyMap<string, string>, memory: Memory = noMemory): CourseText {
  const comments: CourseText['comments'][number][] = []
  const slides = new Map(course.slides.map((slide) => {
    const read = readSlidePieces(slide, memory)
    comments.push(...read.comments.map(comment => ({ ...comment, file: slide.file, slide: slide.no, ...slide.positionOf(comment.start) })))
    return [slide.no, read.pieces] as const
  }))
  const pieces: TextPiece[] = [...slides.values()].flat()
  for (const { file } of course.quizzes) {
    const source = sources.get(file)
    if (source === undefined)
      continue
    const positionOf = createPositions(source)
    const quiz = memory.recall('quiz', `${file}\n${source}`, () => readQuizPieces(source, { file, positionOf: createPositions(source) }))
    pieces.push(...quiz.pieces)
    comments.push(...quiz.comments.map(comment => ({ ...comment, file, ...positionOf(comment.start) })))
  }
  const places = new Map<string, (path: readonly PropertyKey[]) => { line: number, column: number }>()
  for (const name of ['course.yaml', 'studies.yaml', 'pathways.yaml']) {
    const file = join(course.place.folder, name)
    const source = sources.get(file)
    if (source === undefined)
      continue
    const positionOf = createPositions(source)
    const yaml = memory.recall('yaml', `${file}\n${source}`, () => readYamlPieces(source, { file, positionOf }))
    pieces.push(...yaml.pieces)
    places.set(name, (path) => {
      for (let length = path.length; length > 0; length--) {
        const node = yaml.document.getIn(path.slice(0, length) as string[], true) as { range?: [number, number, number] } | undefined
        if (node?.range)
          return positionOf(node.range[0])
      }
      return { line: 1, column: 1 }
    })
  }
  const bibliography = join(course.place.folder, 'references.bib')
  const source = sources.get(bibliography)
  if (source !== undefined)
    pieces.push(...memory.recall('references', `${bibliography}\n${source}`, () => readBibliographyPieces(source, { file: bibliography, positionOf: createPositions(source) })))
  return {
    course,
    pieces,
    slides,
    positionOf: (name, path) => ({ file: join(course.place.folder, name), ...(places.get(name)?.(path) ?? { line: 1, column: 1 }) }),
    sources,
    comments,
    memory,
  }
}

/** Every piece of text of a slide: front matter, body, props, and the presenter's notes. */
export function readSlidePieces(slide: Slide, memory: Memory = noMemory): { pieces: TextPiece[], comments: PlacedComment[] } {
  const place = { file: slide.file, slide: slide.no }
  const head = memory.recall('front-matter', slide.frontmatterSource, () => readYamlPieces(slide.frontmatterSource, anywhere, 'front-matter'))
  const body = memory.recall('slide', slide.content, () => readMarkdownPieces(slide.content, anywhere))
  const note = memory.recall('note', slide.note, () => readMarkdownPieces(slide.note, anywhere, () => 'note'))
  const placed = (pieces: readonly TextPiece[], positionOf: TextPiece['positionOf']) => pieces.map(piece => placePiece(piece, { ...place, positionOf }))
  return { pieces: [...placed(head.pieces, slide.positionOfFrontmatter), ...placed(body.pieces, slide.positionOf), ...placed(note.pieces, slide.positionOfNote)], comments: body.comments }
}

function readText(file: string): Promise<string> {
  return readFile(file, 'utf8')
}
