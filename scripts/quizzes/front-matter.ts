import type { Problem } from '../course/problem.ts'
import type { PartialType, QuizKind } from './quiz-model.ts'
import { z } from 'zod'
import { parseYaml } from '../course/yaml-file.ts'
import { partialTypes, quizKinds } from './quiz-model.ts'

const percent = z.unknown().transform((value, context) => {
  const found = typeof value === 'string' ? /^(\d{1,3}(?:\.\d+)?)%$/.exec(value.trim()) : null
  const number = Number(found?.[1])
  if (number > 0 && number <= 100)
    return number
  context.addIssue({ code: 'custom', message: 'must be a percentage above 0% and up to 100%, for example 75%' })
  return z.NEVER
})

const share = z.string().regex(/^\d{1,6} of \d{1,6}$/, 'must be like "2 of 6"')
const draw = z.union([
  z.string().regex(/^\d{1,6} of \d{1,6}(?: by objective)?$/),
  z.record(z.string().regex(/^LO\d+$/), share),
], { error: 'must be like "10 of 30", "10 of 30 by objective", or a count for each objective ("LO1: 2 of 6")' })

export const frontMatterSchema = z.strictObject({
  title: z.string().trim().min(1, 'must not be empty'),
  kind: z.enum(quizKinds),
  sealed: z.boolean().optional(),
  passMark: percent.optional(),
  shuffle: z.array(z.enum(['questions', 'options'])).default([]),
  seed: z.number().int().min(0).max(0x7FFFFFFF).optional(),
  draw: draw.optional(),
  partialCredit: z.union([z.literal('all'), z.array(z.enum(partialTypes))]).default([]),
  intro: z.string().trim().min(1, 'must not be empty').optional(),
})

export interface FrontMatter {
  title: string
  kind: QuizKind
  /** Percent of the points. */
  passMark?: number
  shuffle: ('questions' | 'options')[]
  sealed?: boolean
  seed?: number
  draw?: string | Record<string, string>
  partialCredit: 'all' | PartialType[]
  intro?: string
}

export interface SplitQuiz {
  data?: FrontMatter
  /** Everything below the front matter. */
  body: string
  /** Lines above the body. */
  bodyLine: number
  problems: Problem[]
}

const FRONT_MATTER = /^---[ \t]*\n((?:[\s\S]*?\n)?)---[ \t]*(?:\n|$)/

/** Reads a quiz's front matter and says where the body begins. */
export function readFrontMatter(text: string, file: string): SplitQuiz {
  const found = FRONT_MATTER.exec(text)
  if (!found) {
    return {
      body: text,
      bodyLine: 0,
      problems: [{ rule: 'quizzes-no-front-matter', severity: 'error', file, line: 1, column: 1, message: 'The quiz does not begin with a front matter between two lines of ---.', mend: 'Begin the file with: --- title: … kind: post-test --- (each on its own line).' }],
    }
  }
  const split = { body: text.slice(found[0].length), bodyLine: found[0].split('\n').length - 1 }
  const { data, problems } = readYaml(found[1]!.trim() ? found[1]! : '{}', file)
  // The front matter's first line follows the opening ---.
  return { ...split, data, problems: problems.map(problem => ({ ...problem, line: problem.line + 1, mend: problem.mend.replace('course-format', 'quizzes') })) }
}

function readYaml(yaml: string, file: string): { data?: FrontMatter, problems: Problem[] } {
  try {
    return parseYaml<FrontMatter>(yaml, file, frontMatterSchema, 'quizzes')
  }
  catch (error) {
    // Aliases that multiply without end are refused by the YAML parser while it builds the value.
    return { problems: [{ rule: 'quizzes-invalid-yaml', severity: 'error', file, line: 1, column: 1, message: `The front matter cannot be read: ${String((error as Error).message).split('\n')[0]}.`, mend: 'Write plain keys and values, without anchors and aliases.' }] }
  }
}
