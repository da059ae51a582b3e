import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { createTypesetter } from '../../../scripts/handouts/fonts/typesetter.ts'
import { pagesOf, savePdf, set, setContent } from '../../../scripts/handouts/pdf-document.ts'

describe('createTypesetter', () => {
  it('measures lines by the font\'s own widths', async () => {
    const { widthOf } = createTypesetter(await PDFDocument.create(), ['iM'], 'a test')
    expect(widthOf('M', 10)).toBeGreaterThan(2 * widthOf('i', 10))
    expect(widthOf('iM', 20)).toBeCloseTo(2 * (widthOf('i', 10) + widthOf('M', 10)))
  })

  it('names the characters that no font has', async () => {
    const pdf = await PDFDocument.create()
    expect(() => createTypesetter(pdf, ['Schmerz 痛み 💊'], 'the title')).toThrow(expect.objectContaining({
      code: 'missing-glyph',
      message: 'The fonts of printed matter lack characters of the title: 痛 (U+75DB), み (U+307F), 💊 (U+1F48A).',
    }))
  })

  it.skipIf(!existsSync('/usr/bin/pdftotext'))('embeds fonts that other readers read, fallback and composite glyphs included', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-typesetter-'))
    const line = 'Łódź, Ångström, Ελλάδα, Боль: ≥ 4.5 mg → ⊕'
    const pdf = await PDFDocument.create()
    pdf.addPage([400, 100])
    const { show, fonts } = createTypesetter(pdf, [line], 'a test')
    const [page] = pagesOf(pdf)
    setContent(pdf, page!, new TextEncoder().encode(show(line, 12, 20, 50)))
    set(pdf, page!.dictionary, 'Resources', { Font: Object.fromEntries(fonts) })
    await writeFile(join(folder, 'line.pdf'), await savePdf(pdf, '0'.repeat(32)))
    expect(execFileSync('pdftotext', ['line.pdf', '-'], { cwd: folder, encoding: 'utf8' }).trim()).toBe(line)
    const listed = execFileSync('pdffonts', ['line.pdf'], { cwd: folder, encoding: 'utf8' }).split('\n').slice(2).filter(Boolean)
    expect(listed.length).toBe(fonts.size)
    for (const font of listed)
      expect(font).toMatch(/^[A-Z]{6}\+(?:SourceSerif4-Regular|DejaVuSans) +CID TrueType +Identity-H +yes yes yes/)
    expect(execFileSync('pdftoppm', ['-r', '72', 'line.pdf', 'line'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })).toBe('')
    await rm(folder, { recursive: true })
  })
})
