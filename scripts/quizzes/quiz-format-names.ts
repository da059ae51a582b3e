import { officialTargets } from './official-h5p/targets.ts'

/** Names of quiz-formats.ts in its order, for the command line's help: naming them loads no emitter. */
export const quizFormatNames: readonly string[] = [
  ...officialTargets.map(target => `h5p-${target.name}`),
  'qti-3.0',
  'qti-2.1',
  'moodle-xml',
  'gift',
  'anki',
  'question-paper',
]
