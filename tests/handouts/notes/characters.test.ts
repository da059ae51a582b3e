import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSlides } from '../../../scripts/course/slide.ts'
import { LecternError } from '../../../scripts/errors.ts'
import { readCharacters } from '../../../scripts/handouts/notes/font-characters.ts'
import { fontPath, printFonts } from '../../../scripts/handouts/notes/print-fonts.ts'
import { missingCharacters, requireCharacters } from '../../../scripts/handouts/notes/require-characters.ts'
import { soundCourse, writeProject } from '../../support/temporary-project.ts'

describe('readCharacters', () => {
  it.each(printFonts.map(font => [font.file, font] as const))('reads %s', (_, font) => {
    const characters = readCharacters(readFileSync(fontPath(font)))
    const expected = font.range?.startsWith('U+370') ? 'αΩ' : font.range?.startsWith('U+100') ? 'łŐ' : 'AZaz09é'
    expect([...expected].filter(character => !characters.has(character.codePointAt(0)!))).toEqual([])
    expect(characters.has(0x6F22)).toBe(false)
  })

  it('refuses what is no WOFF2', () => {
    expect(() => readCharacters(new Uint8Array(64))).toThrow('not a WOFF2 file')
  })
})

describe('missingCharacters', () => {
  it('finds what no shipped font has, each once', () => {
    expect(missingCharacters('漢字漢 dose ≥ 2 mg → ⊕○ 👍')).toEqual(['漢', '字', '👍'])
  })

  it('knows other scripts that are there, composed letters and what has no ink', () => {
    expect(missingCharacters('Ελλάδα Москва שלום مرحبا é \u200B\uFE0F\u00A0\t\n')).toEqual([])
  })
})

describe('requireCharacters', () => {
  it('names the characters and the place of the first', async () => {
    const project = await writeProject({ ...soundCourse, 'slides/demo/slides.md': '# One\n\n---\n\n# Two\n\n<!--\nGood.\nSay 漢字 here.\n-->\n' })
    const folder = join(project, 'slides/demo')
    const { slides, files } = await readSlides(join(folder, 'slides.md'), folder)
    const failed = () => requireCharacters('<style>漢</style><p>Say 漢字 here.</p>', { slides, files })
    expect(failed).toThrow(LecternError)
    expect(failed).toThrow('No font of the handouts has the characters 漢 (U+6F22), 字 (U+5B57).')
    try {
      failed()
    }
    catch (error) {
      expect(error).toMatchObject({ code: 'missing-characters', file: join(folder, 'slides.md'), line: 9, column: 5 })
    }
    expect(() => requireCharacters('<style>漢</style><p>Good.</p>', { slides, files })).not.toThrow()
  })
})
