import type { QuizFormat } from '../quiz-format.ts'
import type { FileMap } from '../zip-files.ts'
import type { LibrarySource } from './library-source.ts'
import type { OfficialTarget } from './targets.ts'
import { LecternError } from '../../errors.ts'
import { changed, lost, whole } from '../quiz-format.ts'
import { validateH5p } from '../validate-h5p.ts'
import { zipFiles } from '../zip-files.ts'
import { libraryClosure, targetOf } from './library-source.ts'
import { questionSet } from './question-set.ts'
import { versionIn } from './targets.ts'

/** A Question Set for hosts that have the official types. */
export function officialH5pFormat(target: OfficialTarget): QuizFormat {
  return format(`h5p-${target.name}`, `H5P Question Set (${target.name})`, target)
}

/** A Question Set that brings its libraries along, in the versions of those libraries. */
export function officialH5pWithLibraries(source: LibrarySource): QuizFormat {
  return format('h5p-with-libraries', 'H5P Question Set with its libraries', targetOf(source), source)
}

function format(name: string, title: string, target: OfficialTarget, source?: LibrarySource): QuizFormat {
  return {
    name,
    title,
    refuses: quiz => quiz.kind === 'evaluation' ? 'a Question Set grades every question; an evaluation has no right answers' : undefined,
    types: {
      'single': whole,
      'multiple': whole,
      'true-false': changed('the words on the buttons are True and False'),
      'matching': changed('as Drag the Words, in plain text and one point for each row; the heads of the two columns are not written'),
      'ordering': changed('as Drag the Words: each step into its place, in plain text and one point for each; a Question Set takes no Sort the Paragraphs'),
      'numeric': changed('as Fill in the Blanks; an answer with a tolerance is left out'),
      'fill-in': changed('as Fill in the Blanks, with one point for each blank; kinds of hyphens count as they are typed'),
      'hot-spot': lost('a Question Set takes no hot-spots'),
      'likert': lost('evaluations are not written'),
      'free-text': lost('evaluations are not written'),
      'commitment': lost('evaluations are not written'),
    },
    features: {
      'pictures': changed('the first PNG, JPEG or GIF of a question stands above it; the alternative text stands for others and for pictures in options'),
      'tables': changed('each row is a line, with every cell under its head'),
      'citations': changed('the item\'s references follow its rationale, in plain text'),
      'option feedback': whole,
      'rationale': changed('as plain text, shown with the result of the question'),
      'case': changed('the vignette is repeated in each of its items, which are drawn and shuffled apart'),
      'intro': changed('on a page before the first question'),
      'pass mark': whole,
      'shuffled questions': whole,
      'shuffled options': whole,
      'seed': lost('H5P shuffles anew for each attempt'),
      'pool': changed('so many questions are drawn; a case is not kept together'),
      'stratified pool': changed('so many questions are drawn in all, whatever their objective'),
      'partial credit': changed('a question counts as many points as it has right parts'),
      'all or nothing': changed('Multiple Choice gives one point for all; Drag the Words and Fill in the Blanks give one for each right part'),
    },
    emit: (quiz, context, file) => {
      const { content, types, figures, losses } = questionSet(quiz, context, target)
      if (!types.length)
        return { files: new Map(), losses: [...losses, { message: 'not written: no item is left', items: [] }] }
      const main = [versionIn(target, 'H5P.QuestionSet'), ...types.map(type => versionIn(target, type)), ...figures.length ? [versionIn(target, 'H5P.Image')] : []]
      const closure = source ? libraryClosure(source, main) : undefined
      const dependencies = closure?.runtime ?? main
      const files: FileMap = new Map([
        ['h5p.json', json({
          title: `${context.courseTitle}: ${quiz.title}`.slice(0, 255),
          language: context.language,
          defaultLanguage: context.language.split('-')[0],
          mainLibrary: 'H5P.QuestionSet',
          embedTypes: ['iframe'],
          license: 'U',
          preloadedDependencies: dependencies.map(({ machineName, majorVersion, minorVersion }) => ({ machineName, majorVersion, minorVersion })),
        })],
        ['content/content.json', json(content)],
        ...figures.map(figure => [`content/images/${figure.name}`, figure.bytes] as const),
        ...closure?.files ?? [],
      ])
      const bytes = zipFiles(files)
      const [problem] = validateH5p(bytes)
      if (problem)
        throw new LecternError(`The H5P package of "${quiz.title}" would be refused: ${problem.path ? `${problem.path}: ` : ''}${problem.message}`, { code: problem.rule, mend: problem.mend, file: quiz.file })
      return { files: new Map([[`${file}.h5p`, bytes]]), losses }
    },
  }
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`)
}
