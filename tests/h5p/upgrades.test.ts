import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { h5pContent } from '../../scripts/quizzes/h5p-content.ts'
import { readH5pLibrary, wordsIn } from '../../scripts/quizzes/h5p-library.ts'
import { sampleQuiz, sampleReferences } from './sample-quiz.ts'
import '../../h5p/upgrades.js'

type Upgrade = (parameters: object, finished: (error: unknown, parameters: any, extras?: object) => void, extras?: object) => void

const upgrades = (globalThis as unknown as { H5PUpgrades: Record<string, Record<number, Record<number, Upgrade>>> }).H5PUpgrades['Lectern.Quiz']!
const library = await readH5pLibrary()

/** The words that an older version had: what stands before the first new one. */
function wordsBefore(name: string, language: string): Record<string, string> {
  const all = Object.entries(wordsIn(library, language))
  return Object.fromEntries(all.slice(0, all.findIndex(entry => entry[0] === name)))
}

/** As hosts do: every upgrade above the content's version, in order. */
function upgraded(parameters: object, from = 1, extras = {}): any {
  let result: any = parameters
  for (const upgrade of Object.entries(upgrades[1]!).filter(([minor]) => Number(minor) > from).map(([, upgrade]) => upgrade)) {
    upgrade(result, (error, upgraded, given) => {
      expect(error).toBeNull()
      expect(given).toBe(extras)
      result = upgraded
    }, extras)
  }
  return result
}

describe('upgrades.js', () => {
  it.each(['en', 'de'])('gives content of 1.1 in "%s" the words of today in its language, and changes nothing else', (language) => {
    const current = JSON.parse(JSON.stringify(h5pContent(sampleQuiz, { mode: 'open', references: sampleReferences, words: wordsIn(library, language) })))
    const old = { ...structuredClone(current), l10n: wordsBefore('case', language) }
    expect(Object.keys(old.l10n)).toHaveLength(Object.keys(current.l10n).length - 15)
    expect(upgraded(old)).toEqual(current)
  })

  it.each(['en', 'de', 'es'])('gives content of 1.2 in "%s" the words for one question at a time', (language) => {
    const current = JSON.parse(JSON.stringify(h5pContent(sampleQuiz, { mode: 'capture', references: sampleReferences, words: wordsIn(library, language) })))
    expect(upgraded({ ...structuredClone(current), l10n: wordsBefore('allOnOnePage', language) }, 2)).toEqual(current)
  })

  it('keeps words that an author has changed, and takes content without any', () => {
    expect(upgraded({ items: [], l10n: { submit: 'Done', partly: 'Half' } }).l10n).toMatchObject({ submit: 'Done', partly: 'Half', blank: 'Blank @number' })
    expect(upgraded({ items: [] }).l10n).toMatchObject({ own: 'In my own words' })
  })

  it('leads to the version that the library has', () => {
    const { majorVersion, minorVersion } = JSON.parse(readFileSync('h5p/library.json', 'utf8'))
    expect(Object.keys(upgrades).at(-1)).toBe(String(majorVersion))
    expect(Object.keys(upgrades[majorVersion]!).at(-1)).toBe(String(minorVersion))
  })
})
