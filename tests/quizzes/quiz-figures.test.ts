import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { readFigureSize } from '../../scripts/quizzes/figure.ts'
import { readFigures } from '../../scripts/quizzes/quiz-figures.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('readFigureSize', () => {
  const gif = new Uint8Array([...bytes('GIF89a'), 3, 0, 2, 1, 0, 0])
  const jpeg = new Uint8Array([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC2, 0, 11, 8, 0, 20, 1, 0, 0, 0, 0])
  it.each([
    ['a GIF', gif, { mime: 'image/gif', width: 3, height: 258 }],
    ['a JPEG', jpeg, { mime: 'image/jpeg', width: 256, height: 20 }],
    ['an SVG with width and height', bytes('<?xml version="1.0"?><svg width="10mm" height="20" viewBox="0 0 1 2">'), { mime: 'image/svg+xml', width: 10, height: 20 }],
    ['an SVG with a viewBox', bytes('<svg\n viewBox="0 0 30,40"/>'), { mime: 'image/svg+xml', width: 30, height: 40 }],
    ['an SVG without a size', bytes('<svg/>'), undefined],
    ['a JPEG that is cut off', jpeg.subarray(0, 12), undefined],
    ['words', bytes('no picture'), undefined],
    ['nothing', bytes(''), undefined],
  ])('%s', (_, bytes, size) => {
    expect(readFigureSize(bytes)).toEqual(size)
  })

  it('a PNG', async () => {
    expect(readFigureSize(await readFile('quizzes/gallery/images/ecg.png'))).toEqual({ mime: 'image/png', width: 720, height: 300 })
  })
})

describe('the pictures of a quiz', () => {
  const quiz = (stem: string) => `---\ntitle: A\nkind: practice\n---\n\n## Which one? {#a}\n\n- [x] A\n- [ ] B\n\n## ${stem} {#b}\n\n- [x] A\n- [ ] B\n`
  const load = async (stem: string, files: Record<string, string> = {}) => {
    const project = await writeProject({ ...soundCourse, ...files, 'quizzes/demo/practice.md': quiz(stem) })
    const [place] = await findCourses(project, ['demo'])
    return loadCourse(place!)
  }
  const deck = `${soundCourse['slides/demo/slides.md']}\n<Molecule name="Ethanol" smiles="CCO" />\n`

  it('come from beside the quiz, from the deck\'s public folder and from its molecules', async () => {
    const { course, problems } = await load('See ![a](pictures/a.svg) ![b](/b.svg) ![c](molecule:Ethanol)', {
      'slides/demo/slides.md': deck,
      'quizzes/demo/pictures/a.svg': '<svg viewBox="0 0 1 1"/>',
      'slides/demo/public/b.svg': '<svg viewBox="0 0 2 2"/>',
    })
    expect(problems).toEqual([])
    const figures = await readFigures(course!.quizzes[0]!, course!)
    expect([...figures].map(([source, { name, mime, width }]) => [source, name.slice(-4), mime, width > 0])).toEqual([
      ['pictures/a.svg', '.svg', 'image/svg+xml', true],
      ['/b.svg', '.svg', 'image/svg+xml', true],
      ['molecule:Ethanol', '.svg', 'image/svg+xml', true],
    ])
    expect(new TextDecoder().decode(figures.get('molecule:Ethanol')!.bytes)).toMatch(/<text[^>]*>(?:HO|O)/)
    expect(course!.files.some(file => file.endsWith('pictures/a.svg'))).toBe(true)
  })

  it.each([
    ['![a](gone.png)', 'The picture "gone.png" does not exist.'],
    ['![a](/gone.png)', 'The picture "/gone.png" does not exist.'],
    ['![a](slide:nowhere)', 'No slide of the deck is called "nowhere".'],
    ['![a](molecule:Water)', 'The deck has no molecule "Water".'],
  ])('that are missing are a problem: %s', async (stem, message) => {
    const { problems } = await load(stem, { 'slides/demo/slides.md': deck })
    expect(problems).toMatchObject([{ rule: 'quizzes-missing-picture', line: 11, message, mend: expect.stringMatching(/\S/) }])
  })

  it('that are not what their name says stop the build in words', async () => {
    const { course } = await load('![a](a.png)', { 'quizzes/demo/a.png': 'not a picture' })
    await expect(readFigures(course!.quizzes[0]!, course!)).rejects.toMatchObject({ code: 'quizzes-bad-picture', mend: expect.stringMatching(/\S/) })
  })
})
