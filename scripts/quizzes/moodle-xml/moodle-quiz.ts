import type { FormatContext, Loss } from '../quiz-format.ts'
import type { Quiz } from '../quiz-model.ts'
import { quizEntries, stratumOf } from '../quiz-entries.ts'
import { element, xmlText } from '../xml.ts'
import { moodleQuestion } from './moodle-question.ts'
import { moodleText } from './moodle-text.ts'

/** The quiz as a category of Moodle's question bank; a stratified pool has a category for each objective. */
export function moodleQuiz(quiz: Quiz, context: FormatContext): { xml: string, losses: Loss[] } {
  const losses: Loss[] = []
  const category = [context.courseTitle, quiz.title].map(pathPart).join('/')
  const entries = quizEntries(quiz)
  const question = (entry: typeof entries[number]) => entry.items.map((item) => {
    const { xml, notes } = moodleQuestion(item, entry.vignette, quiz, context)
    losses.push(...notes.map(message => ({ message, items: [item.id] })))
    return xml
  }).join('\n')
  const part = (path: string, of: typeof entries) => [categoryElement(path, path === category ? quiz.intro && moodleText('info', [quiz.intro], context) : undefined), ...of.map(question)]
  const parts = quiz.pool?.strata
    ? quiz.pool.strata.flatMap(({ objective }) => part(`${category}/${pathPart(objective)}`, entries.filter(entry => stratumOf(entry) === objective)))
    : part(category, entries)
  return { xml: `<quiz>\n${parts.join('\n')}\n</quiz>`, losses }
}

function categoryElement(path: string, info: string | undefined): string {
  return element('question', { type: 'category' }, element('category', {}, element('text', {}, xmlText(`$course$/top/${path}`))), info ?? '')
}

/** A slash in the name of a category is written twice. */
function pathPart(name: string): string {
  return name.replace(/\//g, '//')
}
