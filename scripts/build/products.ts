import type { Course } from '../course/course.ts'
import type { HandoutOptions } from '../handouts/handout-options.ts'
import type { ModuleOptions } from '../module/emit.ts'
import type { Progress } from '../progress.ts'
import type { PrintPages } from '../quizzes/emit.ts'
import type { QuizOptions } from '../quizzes/quiz-options.ts'

/** What the command line decides about products. */
export interface ProductOptions {
  handouts: HandoutOptions
  module: ModuleOptions
  quizzes: QuizOptions
}

/** One thing that a build writes, into a folder of its own below dist/<course>/. */
export interface Product {
  /** Also the folder's name. */
  name: string
  title: string
  emit: (course: Course, outDir: string, progress: Progress, options: ProductOptions) => Promise<void>
  /** The options that change what is written; undefined: none does. */
  optionsOf?: (options: ProductOptions) => unknown
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
    emit: async (course, outDir, progress, options) => (await import('../handouts/emit.ts')).emitHandouts(course, outDir, options.handouts, progress),
    optionsOf: options => options.handouts,
  },
  {
    name: 'quizzes',
    title: 'the quizzes',
    emit: async (course, outDir, progress, options) => (await import('../quizzes/emit.ts')).emitQuizzes(course, outDir, options.quizzes, progress, papers(course, progress, options)),
    optionsOf: options => options.quizzes,
  },
  {
    name: 'module',
    title: 'the module',
    emit: async (course, outDir, _, options) => (await import('../module/emit.ts')).emitModule(course, outDir, options.module),
    optionsOf: options => options.module,
  },
  {
    name: 'private',
    title: 'the answer keys',
    emit: async (course, outDir, progress, options) => (await import('../private/emit.ts')).emitPrivate(course, outDir, options.quizzes, progress, papers(course, progress, options)),
    optionsOf: options => options.quizzes,
  },
]

export const productNames: readonly string[] = products.map(product => product.name)

/** Question papers are printed as handouts are; neither product knows of the other. */
function papers(course: Course, progress: Progress, { quizzes }: ProductOptions): PrintPages | undefined {
  return quizzes.print ? async pages => (await import('../handouts/print-pages.ts')).printPages(course, pages, progress) : undefined
}
