import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { en } from '../../app/credit/words/en.ts'
import { es } from '../../app/credit/words/es.ts'
import { languages } from '../../app/credit/words/words.ts'
import { en as officeEn } from '../../app/office/words/en.ts'
import { es as officeEs } from '../../app/office/words/es.ts'
import { deckEn } from '../../app/words/deck-en.ts'
import { deckEs } from '../../app/words/deck-es.ts'
import { deckLanguages } from '../../app/words/deck-languages.ts'
import { pageEn } from '../../app/words/en.ts'
import { pageEs } from '../../app/words/es.ts'
import { pageLanguages } from '../../scripts/module/emit.ts'
import { texts } from '../words/catalogue-texts.ts'

describe('the catalogues', () => {
  it.each([
    ['for credit', en, es, ['transcriptSum']],
    ['of all course pages', pageEn, pageEs, []],
    // The Latin words are the same.
    ['inside the lecture', deckEn, deckEs, ['study.kinds.in-vitro']],
  ])('say the same things %s, and in Spanish say them in Spanish', (_, inEnglish, inSpanish, alike) => {
    const english = new Map(texts(inEnglish))
    const spanish = texts(inSpanish)
    expect(spanish.map(([path]) => path)).toEqual([...english.keys()])
    const same = spanish.filter(([path, text]) => english.get(path) === text && /[a-z]{3}/i.test(text)).map(([path]) => path)
    expect(same).toEqual(alike)
    expect(spanish.flatMap(([path, text]) => /\b(?:the|you|your|is|are|of)\b/i.test(text.replace('American Board of Anesthesiology', '')) ? [path] : [])).toEqual([])
  })

  it('say in American English what American physicians read', () => {
    const british = /\b(?:licence[sd]?|cancelled|colou?r(?<=our)|programmes?|centres?|behaviours?|enrol|practise[sd]?|\w+(?:normal|recogn|organ|final|author|util)ise[sd]?|normalised|favour\w*|judgement)\b/i
    for (const [path, text] of [en, pageEn, deckEn, officeEn].flatMap(words => texts(words)))
      expect(`${path}: ${text}`.slice(path.length + 2), path).not.toMatch(british)
  })

  it('name in Spanish women and men, and begin a nurse with what nurses type', () => {
    for (const professions of [es.professions, officeEs.professions] as Record<string, string>[]) {
      for (const [profession, words] of Object.entries(professions))
        expect(words, profession).toMatch(/ o |^Profesional|^Otra$/)
      // What is typed in a list of choices goes to the first that begins so.
      expect(Object.entries(professions).find(([, words]) => words.startsWith('Enf'))?.[0]).toBe('nurse')
    }
    for (const [path, text] of [es, officeEs].flatMap(words => texts(words)))
      expect(text, path).not.toMatch(/\b(?:mi|una|la|las) juntas?\b/i)
  })

  it('put every value into the text that is asked for', () => {
    for (const [path, text] of [en, es, pageEn, pageEs, deckEn, deckEs].flatMap(words => texts(words)))
      expect(`${path}: ${text}`).not.toMatch(/undefined|\[object|NaN/)
  })

  it('know why the service can refuse a learner', () => {
    const routes = ['certificates', 'courses', 'journey', 'privacy', 'profile', 'transcript'].map(name => `server/http/routes/${name}.ts`)
    const code = [...routes, 'server/http/require-person.ts', 'server/http/create-app.ts'].map(file => readFileSync(file, 'utf8')).join('\n')
    const codes = new Set([...code.matchAll(/problem\(context, \d+, '([\w-]+)'/g)].map(match => match[1]!))
    // What a page of this kit never asks for.
    for (const other of ['not-found', 'unfit-request', 'method-not-allowed', 'refused', 'no-such-key', 'other-site', 'unreadable'])
      codes.delete(other)
    expect([...codes].filter(code => !(code in en.refusals))).toEqual([])
    expect(codes.size).toBeGreaterThan(10)
  })

  it('are the languages in which quizzes speak, too', () => {
    expect(Object.keys(languages)).toEqual([...pageLanguages])
    expect(Object.keys(deckLanguages)).toEqual([...pageLanguages])
    for (const language of pageLanguages)
      expect(language === 'en' || readdirSync('h5p/language').includes(`${language}.json`)).toBe(true)
  })
})
