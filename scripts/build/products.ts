import type { Course } from '../course/course.ts'
import type { Progress } from '../progress.ts'

/** One thing that a build writes, into a folder of its own below dist/<course>/. */
export interface Product {
  /** Also the folder's name. */
  name: string
  title: string
  emit: (course: Course, outDir: string, progress: Progress) => Promise<void>
}

/** Emitters are loaded when they run: naming the products costs nothing. */
export const products: readonly Product[] = [
  {
    name: 'slides',
    title: 'the deck',
    emit: async (course, outDir) => (await import('../slides/emit.ts')).emitSlides(course, outDir),
  },
  {
    name: 'handouts',
    title: 'the handouts',
    emit: async (course, outDir, progress) => (await import('../handouts/emit.ts')).emitHandouts(course, outDir, progress),
  },
  {
    name: 'quizzes',
    title: 'the quizzes',
    emit: async (course, outDir) => (await import('../quizzes/emit.ts')).emitQuizzes(course, outDir),
  },
  {
    name: 'module',
    title: 'the module',
    emit: async (course, outDir) => (await import('../module/emit.ts')).emitModule(course, outDir),
  },
]

export const productNames: readonly string[] = products.map(product => product.name)
