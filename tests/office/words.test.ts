import { describe, expect, it } from 'vitest'
import { en } from '../../app/office/words/en.ts'
import { es } from '../../app/office/words/es.ts'

/** Every text of a catalogue by its path; functions as what they say of examples. */
function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) => typeof value === 'string'
    ? [[path + name, value] as [string, string]]
    : typeof value === 'function' ? [[path + name, String((value as (...examples: number[]) => string)(2, 1, 3))] as [string, string]] : texts(value, `${path}${name}.`))
}

describe('the office’s catalogues', () => {
  const [english, spanish] = [texts(en), texts(es)]

  it('are in their own language: what is the same in both is a name, a sign or a number', () => {
    const before = new Map(english)
    const same = spanish.filter(([path, text]) => before.get(path) === text).map(([path]) => path)
    expect(same.sort()).toEqual(['none', 'npi', 'pars', 'percentWithN'])
  })

  it('say something everywhere, with the examples in it', () => {
    for (const [path, text] of [...english, ...spanish]) {
      expect(text.trim(), path).not.toBe('')
      expect(text, path).not.toMatch(/undefined|\[object/)
    }
  })

  it('write percentages as their language does', () => {
    expect(english.filter(([, text]) => /\d\s%/.test(text))).toEqual([])
    expect(spanish.filter(([, text]) => /\d%/.test(text))).toEqual([])
  })
})
