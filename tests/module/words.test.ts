import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { en } from '../../app/credit/words/en.ts'
import { es } from '../../app/credit/words/es.ts'
import { languages } from '../../app/credit/words/words.ts'
import { pageLanguages } from '../../scripts/module/emit.ts'

/** Every text of a catalogue by its path; functions are called with what they ask for. */
function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] => {
    const here = `${path}${name}`
    if (typeof value === 'function')
      return [[here, String(value(...Array.from({ length: value.length }, (_, index) => index + 2)))]]
    return typeof value === 'object' ? texts(value, `${here}.`) : [[here, value]]
  })
}

describe('the catalogues', () => {
  it('say the same things, and in Spanish say them in Spanish', () => {
    const english = new Map(texts(en))
    const spanish = texts(es)
    expect(spanish.map(([path]) => path)).toEqual([...english.keys()])
    const same = spanish.filter(([path, text]) => english.get(path) === text && /[a-z]{3}/i.test(text)).map(([path]) => path)
    expect(same).toEqual(['transcriptSum'])
    expect(spanish.flatMap(([path, text]) => /\b(?:the|you|your|is|are|of)\b/i.test(text.replace('American Board of Anesthesiology', '')) ? [path] : [])).toEqual([])
  })

  it('put every value into the text that is asked for', () => {
    for (const [path, text] of [...texts(en), ...texts(es)])
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
    for (const language of pageLanguages)
      expect(language === 'en' || readdirSync('h5p/language').includes(`${language}.json`)).toBe(true)
  })
})
