import type { Loss } from './quiz-format.ts'

/** What one format made of one quiz. */
export interface FormatReport {
  quiz: string
  format: string
  title: string
  /** Files below the folder of the report. */
  files: readonly string[]
  losses: readonly Loss[]
}

/** The report that stands beside the files: what each format does not keep as it is. */
export function lossReport(reports: readonly FormatReport[]): string {
  const quizzes = [...Map.groupBy(reports, report => report.quiz)]
  return [
    '# What each format keeps',
    'What is not named here is kept as it is. docs/quiz-formats.md of the kit explains each line.',
    ...quizzes.flatMap(([quiz, reports]) => [`## ${quiz}`, ...reports.map(formatSection)]),
    '',
  ].join('\n\n').trimEnd().concat('\n')
}

/** What a person at the terminal has to know: quizzes and items that are not in a format. The report holds the rest. */
export function lossSummary(reports: readonly FormatReport[]): string[] {
  return [...Map.groupBy(reports, report => report.quiz)].flatMap(([quiz, reports]) => {
    const missing = reports.filter(report => !report.files.length)
    const partly = reports.filter(report => report.files.length).flatMap(({ format, losses }) => {
      const items = [...new Set(losses.filter(loss => loss.message.includes('left out')).flatMap(loss => loss.items))]
      return items.length ? `${quiz}: left out of ${format}: ${items.slice(0, 5).join(', ')}${items.length > 5 ? ` and ${items.length - 5} more` : ''}` : []
    })
    return [...missing.length ? [`${quiz}: not in ${missing.map(report => report.format).join(', ')}`] : [], ...partly]
  })
}

function formatSection({ title, files, losses }: FormatReport): string {
  const lines = losses.map(({ message, items }) => `- ${message}${items.length ? ` (${items.join(', ')})` : ''}`)
  const place = files.length ? files.map(file => `\`${file}\``).join(', ') : 'no file'
  return [`### ${title}`, place, lines.length ? lines.join('\n') : 'Everything is kept.'].join('\n\n')
}
