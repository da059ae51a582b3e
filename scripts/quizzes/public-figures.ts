import type { QuizImage } from './quiz-markdown.ts'
import type { Quiz } from './quiz-model.ts'
import { h5pContent } from './h5p-content.ts'
import { quizImages } from './quiz-citations.ts'

/**
 * Which pictures of a quiz everybody can see: the number of each in the content.json that is emitted in capture mode, from 1.
 * Those that stand in a rationale or a feedback alone are not in it.
 */
export function publicFigures(quiz: Quiz): (image: QuizImage) => number | undefined {
  // Of a picture only its place matters here, so that its source can stand for its file.
  const figures = new Map(quizImages(quiz).map(({ source }) => [source, { name: source, mime: 'image/png' as const, bytes: new Uint8Array(), width: 1, height: 1 }]))
  const { figures: listed = [] } = h5pContent(quiz, { mode: 'capture', references: [], words: {}, figures })
  const numbers = new Map(listed.map(({ alt, image }, index) => [keyOf(image!.path.slice('images/'.length), alt), index + 1]))
  return ({ source, alt }) => numbers.get(keyOf(source, alt))
}

function keyOf(source: string, alt: string): string {
  return `${source}\n${alt}`
}
