import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { markedTables, quizFormatsPage, tableNames, writeQuizFormats } from '../../scripts/docs/write-quiz-formats.ts'
import { officialTargets } from '../../scripts/quizzes/official-h5p/targets.ts'
import { quizFormats } from '../../scripts/quizzes/quiz-formats.ts'

const page = await readFile(quizFormatsPage, 'utf8')

describe('docs/quiz-formats.md', () => {
  it('has the tables that the formats give; renew with "node scripts/docs/write-quiz-formats.ts"', () => {
    expect(writeQuizFormats(page)).toBe(page)
    expect(markedTables(page)).toEqual(tableNames)
  })

  it('names the folder of every format', () => {
    for (const { name } of quizFormats)
      expect(page).toContain(`\`${name}/\``)
  })

  it('may put formats into one column because they keep the same', () => {
    const keeps = (name: string) => {
      const { types, features } = quizFormats.find(format => format.name === name)!
      return { types, features }
    }
    expect(keeps('qti-2.1')).toEqual(keeps('qti-3.0'))
    for (const { name } of officialTargets)
      expect(keeps(`h5p-${name}`)).toEqual(keeps('h5p-hub-2026'))
  })

  it('says for every target where its versions come from', () => {
    for (const { source } of officialTargets)
      expect(page).toContain(source)
  })
})
