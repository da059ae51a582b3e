import type { Keeping, QuizFormat } from '../quizzes/quiz-format.ts'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { kitRoot } from '../kit.ts'
import { officialTargets } from '../quizzes/official-h5p/targets.ts'
import { quizFeatures } from '../quizzes/quiz-format.ts'
import { quizFormats } from '../quizzes/quiz-formats.ts'
import { itemTypes } from '../quizzes/quiz-model.ts'

/** The page whose tables are written from the formats themselves; run `node scripts/docs/write-quiz-formats.ts` to renew it. */
export const quizFormatsPage = join(kitRoot, 'docs/quiz-formats.md')

/** Formats that keep the same take one column. */
const columns: { head: string, format: QuizFormat }[] = [
  { head: 'H5P Question Set', format: named(`h5p-${officialTargets[0]!.name}`) },
  { head: 'QTI', format: named('qti-3.0') },
  { head: 'Moodle XML', format: named('moodle-xml') },
  { head: 'GIFT', format: named('gift') },
  { head: 'Anki', format: named('anki') },
  { head: 'Question paper', format: named('question-paper') },
]

const signs: Record<Keeping['how'], string> = { whole: '✓', changed: '◐', lost: '–' }

const tables: Record<string, () => string> = {
  types: () => table(['type', ...columns.map(column => column.head)], itemTypes.map(type => [`\`${type}\``, ...columns.map(({ format }) => signs[format.types[type].how])])),
  features: () => table(['of a quiz', ...columns.map(column => column.head)], quizFeatures.map(feature => [feature, ...columns.map(({ format }) => signs[format.features[feature].how])])),
  notes: () => columns.map(({ head, format }) => {
    const lines = [...itemTypes.map(type => [`\`${type}\``, format.types[type]] as const), ...quizFeatures.map(feature => [feature, format.features[feature]] as const)]
      .flatMap(([name, keeping]) => keeping.how === 'whole' ? [] : [`- ${signs[keeping.how]} ${name}: ${keeping.note}`])
    return `### ${head}\n\n${lines.join('\n')}`
  }).join('\n\n'),
  targets: () => table(['target', 'for', ...Object.keys(officialTargets[0]!.libraries), 'source'], officialTargets.map(target => [`\`${target.name}\``, target.title, ...Object.values(target.libraries).map(version => version.join('.')), target.source])),
}

const MARKED = /<!-- table of (\w+) -->\n[\s\S]*?<!-- end of table -->/g

/** Renews everything between `<!-- table of types -->` and `<!-- end of table -->`. */
export function writeQuizFormats(page: string): string {
  return page.replace(MARKED, (_, name: string) => `<!-- table of ${name} -->\n\n${tables[name]!()}\n\n<!-- end of table -->`)
}

/** Names of the tables that the page has. */
export function markedTables(page: string): string[] {
  return [...page.matchAll(MARKED)].map(match => match[1]!)
}

export const tableNames: readonly string[] = Object.keys(tables)

function named(name: string): QuizFormat {
  return quizFormats.find(format => format.name === name)!
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replace(/\|/g, '\\|')).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

if (import.meta.main)
  await writeFile(quizFormatsPage, writeQuizFormats(await readFile(quizFormatsPage, 'utf8')))
