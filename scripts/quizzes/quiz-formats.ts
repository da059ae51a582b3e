import type { QuizFormat } from './quiz-format.ts'
import { ankiFormat } from './anki/anki-format.ts'
import { giftFormat } from './gift/gift-format.ts'
import { moodleXmlFormat } from './moodle-xml/moodle-xml-format.ts'
import { officialH5pFormat } from './official-h5p/official-h5p-format.ts'
import { officialTargets } from './official-h5p/targets.ts'
import { qti21Format, qti30Format } from './qti/qti-format.ts'
import { questionPaperFormat } from './question-paper/paper-format.ts'

/** Every standard beside our own H5P content type. */
export const quizFormats: readonly QuizFormat[] = [
  ...officialTargets.map(officialH5pFormat),
  qti30Format,
  qti21Format,
  moodleXmlFormat,
  giftFormat,
  ankiFormat,
  questionPaperFormat,
]
