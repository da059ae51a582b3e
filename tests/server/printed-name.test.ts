import type { Certificate } from '../../server/certificates/certificate.ts'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderFonts, packageFonts } from '../../server/certificates/certificate-fonts.ts'
import { canPrint, NAME_ELSEWHERE, printedName, unprintable } from '../../server/certificates/printed-name.ts'

const learner = (givenName: string, familyName: string, more: Partial<Certificate['learner']> = {}): Certificate['learner'] => ({ givenName, familyName, profession: 'physician', ...more })
const ethiopic = packageFonts(dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-ethiopic/package.json')))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-fonts-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('a name on paper', () => {
  it.each([
    ['Şükrü', 'Müller-Őrsi'],
    ['Nguyễn', 'Thị Ánh'],
    ['Ọ̀ṣọ́', 'Adébáyọ̀'],
    ['Ŋũgĩ', 'wa Thiong’o'],
    ['Ελένη', 'Παπαδοπούλου'],
    ['Фёдор', 'Достоевский'],
    ['Պետրոս', 'Դուրյան'],
    ['გიორგი', 'ბერიძე'],
    ['Kaʻahumanu', 'O’Brien–Smith'],
  ])('is the name itself where the fonts have its letters: %s %s', (givenName, familyName) => {
    expect(printedName(learner(givenName, familyName), [])).toBe(`${givenName} ${familyName}`.normalize('NFC'))
    expect(unprintable(learner(givenName, familyName), [])).toEqual([])
  })

  it.each([
    ['太郎', '山田', 'letters that no font here has'],
    ['አበበ', 'በቀለ', 'letters that no font here has'],
    ['محمد', 'الرازي', 'letters that join'],
    ['משה', 'כהן', 'letters from right to left'],
    ['अमित', 'शर्मा', 'letters that change places'],
    ['สมชาย', 'ใจดี', 'letters above one another'],
  ])('is in Latin letters for %s %s, %s, and is asked for', (givenName, familyName) => {
    const latinName = { givenName: 'Taro', familyName: 'Yamada' }
    expect(unprintable(learner(givenName, familyName), [])).not.toEqual([])
    expect(unprintable(learner(givenName, familyName, { latinName }), [])).toEqual([])
    expect(printedName(learner(givenName, familyName, { latinName, credentials: 'M.D.' }), [])).toBe('Taro Yamada, M.D.')
    expect(printedName(learner(givenName, familyName, { latinName, credentials: '医師' }), [])).toBe('Taro Yamada')
    // Before there were two names.
    expect(printedName(learner(givenName, familyName), [])).toBe(NAME_ELSEWHERE)
  })

  it('is both where both can be printed', () => {
    const latinName = { givenName: 'Fyodor', familyName: 'Dostoevsky' }
    expect(printedName(learner('Фёдор', 'Достоевский', { latinName, credentials: 'M.D.' }), [])).toBe('Фёдор Достоевский (Fyodor Dostoevsky), M.D.')
  })

  it.each([
    ['Nina', 'Nurse 🩺', ['🩺']],
    ['山太', 'Müller山', ['山', '太']],
    // A Latin letter with a mark that the fonts lack.
    ['Ann', 'Sm\u1DC4ith', ['m\u1DC4']],
  ])('says which characters stand in its way: %s %s', (givenName, familyName, characters) => {
    expect(unprintable(learner(givenName, familyName), [])).toEqual(characters)
    expect(unprintable(learner(givenName, familyName, { latinName: { givenName: 'Nina', familyName: 'Nurse' } }), [])).toEqual([])
  })

  it('is never one whose letters a control turns around', () => {
    expect(canPrint('Ann\u202EnnA', [])).toBe(false)
    expect(canPrint('Ann\u0007', [])).toBe(false)
  })
})

describe('further fonts', () => {
  it('are those of installed packages', () => {
    expect(canPrint('አበበ በቀለ', ethiopic)).toBe(true)
    expect(printedName(learner('አበበ', 'በቀለ'), ethiopic)).toBe('አበበ በቀለ')
    // A font does not make letters join.
    expect(canPrint('محمد', ethiopic)).toBe(false)
  })

  it('are those of the operator’s folder', () => {
    const own = join(folder, 'own')
    mkdirSync(own)
    copyFileSync(ethiopic.find(({ name }) => name.includes('-ethiopic-400'))!.path, join(own, 'Letters of mine.woff'))
    writeFileSync(join(own, 'OFL.txt'), 'a licence')
    const fonts = folderFonts(own)
    expect(fonts.map(({ name }) => name)).toEqual(['Lettersofmine'])
    expect(canPrint('አበበ', fonts)).toBe(true)
  })

  it.each([
    ['no-font.ttf', 'not a font at all', 'not a font with TrueType outlines'],
    ['outlines.otf', 'OTTO0000000000000000', 'not a font with TrueType outlines'],
    ['packed.woff2', 'wOF2', 'not a font with TrueType outlines'],
  ])('that cannot be used are named: %s', (name, content, reason) => {
    const own = join(folder, name.replace('.', '-'))
    mkdirSync(own)
    writeFileSync(join(own, name), content)
    expect(() => folderFonts(own)).toThrow(expect.objectContaining({ code: 'font-unreadable', message: expect.stringContaining(reason) }))
    expect(() => folderFonts(join(own, 'absent'))).toThrow(expect.objectContaining({ code: 'font-unreadable' }))
  })
})
