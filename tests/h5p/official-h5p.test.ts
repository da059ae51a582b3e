import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readLibraries, targetOf } from '../../scripts/quizzes/official-h5p/library-source.ts'
import { officialH5pFormat, officialH5pWithLibraries } from '../../scripts/quizzes/official-h5p/official-h5p-format.ts'
import { restrictedHtml } from '../../scripts/quizzes/official-h5p/restricted-html.ts'
import { officialTargets } from '../../scripts/quizzes/official-h5p/targets.ts'
import { h5pNeeds, validateH5p } from '../../scripts/quizzes/validate-h5p.ts'
import { writeFormat } from '../../scripts/quizzes/write-format.ts'
import { zipFiles } from '../../scripts/quizzes/zip-files.ts'
import { contextOf, quizFrom, quizOf } from '../quizzes/format-context.ts'
import { officialLibraries, semanticProblems } from './official-libraries.ts'

const [hub, moodle] = officialTargets as [typeof officialTargets[0], typeof officialTargets[0]]

async function written(quiz = quizOf(), format = officialH5pFormat(hub)) {
  const { files, losses } = await writeFormat(format, quiz, contextOf(quiz), 'quiz', false)
  const bytes = files.get('quiz.h5p')!
  const unpacked = unzipSync(bytes)
  const json = (path: string) => JSON.parse(new TextDecoder().decode(unpacked[path]))
  return { bytes, losses, paths: Object.keys(unpacked), manifest: json('h5p.json'), content: json('content/content.json') }
}

async function folderOf(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-libraries-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  return folder
}

describe.each([['hub-2026', hub], ['moodle-4.1', moodle]])('official H5P for %s', (_, target) => {
  it.each([['', ''], ['with partial credit', 'partialCredit: all\n'], ['with everything', 'shuffle: [questions, options]\npassMark: 75%\nintro: INTRO **strong**\ndraw: 3 of 8\n']])('fits the semantics %s', async (_, frontMatter) => {
    const { content } = await written(quizOf(undefined, frontMatter), officialH5pFormat(target))
    expect(semanticProblems(target, 'H5P.QuestionSet', content)).toEqual([])
  })

  it('names exactly the versions of the target', async () => {
    const { manifest, content, bytes } = await written(quizOf(), officialH5pFormat(target))
    const version = (name: keyof typeof target.libraries) => `${name}-${target.libraries[name].join('.')}`
    expect(h5pNeeds(bytes)).toEqual((['H5P.QuestionSet', 'H5P.MultiChoice', 'H5P.TrueFalse', 'H5P.DragText', 'H5P.Blanks', 'H5P.Image'] as const).map(version))
    expect(manifest).toMatchObject({ mainLibrary: 'H5P.QuestionSet', embedTypes: ['iframe'], language: 'en' })
    expect(content.questions.map((question: { library: string }) => question.library.replace(' ', '-'))).toEqual((['H5P.MultiChoice', 'H5P.MultiChoice', 'H5P.TrueFalse', 'H5P.DragText', 'H5P.DragText', 'H5P.Blanks'] as const).map(version))
  })
})

describe('official H5P', () => {
  it('is found wrong by those semantics when it is', async () => {
    const { content } = await written()
    const wrong = structuredClone(content)
    wrong.questions[0].params.question = '<table></table>'
    delete wrong.questions[1].params.UI.checkAnswerButton
    wrong.questions[2].library = 'H5P.TrueFalse 1.7'
    wrong.questions[3].params.odd = true
    wrong.texts.prevButton = ''
    expect(semanticProblems(hub, 'H5P.QuestionSet', wrong)).toEqual([
      'H5P.QuestionSet.questions[0].params.question: a host removes <table>',
      'H5P.QuestionSet.questions[0].params.question: a host removes <table>',
      'H5P.QuestionSet.questions[1].params.UI.checkAnswerButton is missing',
      'H5P.QuestionSet.questions[2].library: H5P.TrueFalse 1.7 is not accepted',
      'H5P.QuestionSet.questions[3].params.odd is not in the semantics',
      'H5P.QuestionSet.texts.prevButton has no words',
    ])
  })

  it('keeps keys, feedback, rationale and the picture of a question', async () => {
    const { content, paths } = await written()
    const [single, multiple, truth] = content.questions
    expect(single.params).toMatchObject({
      answers: [{ text: '<div>RIGHT-single &quot;quoted&quot; {1:2} ~ = # * /</div>', correct: true, tipsAndFeedback: { chosenFeedback: '<div>FEEDBACK-right</div>' } }, { correct: false, tipsAndFeedback: { chosenFeedback: '<div>FEEDBACK-wrong<sup>2</sup></div>' } }, { correct: false }],
      behaviour: { type: 'single', singlePoint: true, randomAnswers: false },
      overallFeedback: [{ from: 0, to: 100, feedback: expect.stringContaining('RATIONALE-single') }],
    })
    expect(single.params.overallFeedback[0].feedback).toContain('2. Trial &amp; error. [Retracted]')
    expect(single.params.question).toContain('<p>Alpha &amp; beta; Dose: 4.5\u00A0mg &lt; 5\u00A0mg</p>')
    expect(paths).toContain(`content/${single.params.media.type.params.file.path}`)
    expect(single.params.media.type.params.alt).toBe('A curve')
    expect(multiple.params.behaviour).toMatchObject({ type: 'multi', singlePoint: true, passPercentage: 100 })
    expect(truth.params).toMatchObject({ correct: 'false', behaviour: { feedbackOnCorrect: 'FEEDBACK-false RATIONALE-true-false', feedbackOnWrong: 'FEEDBACK-true RATIONALE-true-false' } })
  })

  it('says matching and ordering as words to drag, and blanks as blanks', async () => {
    const { content } = await written()
    const [, , , pairs, steps, gaps] = content.questions
    expect(pairs.params.textField).toBe('PROMPT-a *CHOICE-x*\nPROMPT-b *CHOICE-y*\nPROMPT-c *CHOICE-z*')
    expect(steps.params.textField).toBe('1. *STEP-c*\n2. *STEP-a*\n3. *STEP-b*')
    expect(gaps.params.questions).toEqual(['<p>STEM-fill-in.</p><p>The *BLANK-a/VARIANT-a* binds the *BLANK-b* receptor.</p>'])
  })

  it('leaves out what it cannot say, and says so', async () => {
    const { content, losses } = await written()
    expect(JSON.stringify(content)).not.toMatch(/STEM-hot-spot|STEM-numeric/)
    expect(losses).toContainEqual({ message: 'numeric left out: no official type knows a tolerance', items: ['dose'] })
    expect(losses).toContainEqual({ message: 'hot-spot left out: a Question Set takes no hot-spots', items: ['spot'] })
  })

  it('says a number without a tolerance in its spellings', async () => {
    const { content } = await written(quizFrom('---\ntitle: A\nkind: practice\n---\n\n## How much? {#n type=numeric answer="4.5 mg"}\n'))
    expect(content.questions[0].params.questions).toEqual(['<p>How much?</p><p>*4.5/4,5/4.5 mg/4,5 mg* mg</p>'])
  })

  it('lets no sign of a text begin or end a blank', async () => {
    const { content, losses } = await written(quizFrom('---\ntitle: A\nkind: practice\n---\n\n## 2 \\* 3 = ___? {#a type=fill-in}\n\n1. six | 12/2\n\n## P {#b type=matching}\n\n| a | b |\n|-|-|\n| x \\* y | 1:2 |\n| z | w |\n'))
    expect(content.questions[0].params.questions).toEqual(['<p>2 ∗ 3 = *six*?</p>'])
    expect(content.questions[1].params.textField).toBe('x ∗ y *1∶2*\nz *w*')
    expect(losses.map(loss => loss.message)).toEqual(expect.arrayContaining([expect.stringContaining('right answers with * / : or \\ are not written'), expect.stringContaining('replaced by others that look alike')]))
    const impossible = await writeFormat(officialH5pFormat(hub), quizFrom('---\ntitle: A\nkind: practice\n---\n\n## Q ___? {#a type=fill-in}\n\n1. 1/2\n'), contextOf(quizOf()), 'quiz', false)
    expect(impossible.files.size).toBe(0)
  })
})

describe('restrictedHtml', () => {
  it.each([
    ['<p>A <strong>b</strong> <code>c</code></p>', ['p', 'strong'], '<p>A <strong>b</strong> c</p>'],
    ['<p>A</p><p>B</p>', [], 'A B'],
    ['<a href="https://x.org/">here</a>', [], 'here (https://x.org/)'],
    ['<a href="https://x.org/">here</a>', ['a'], '<a href="https://x.org/">here</a>'],
    ['<table><thead><tr><th>Drug</th><th>Dose</th></tr></thead><tbody><tr><td>A</td><td>1 &lt; 2</td></tr><tr><td>B</td><td>3</td></tr></tbody></table>', ['p'], '<p>A; Dose: 1 &lt; 2</p><p>B; Dose: 3</p>'],
  ])('%s', (html, tags, expected) => {
    expect(restrictedHtml(html, tags)).toBe(expected)
  })
})

describe('official H5P with its libraries', () => {
  const libraries = officialLibraries(hub)

  it.each(['a folder', 'a package', 'a folder of packages'])('packs what playing and editing need, from %s', async (kind) => {
    const packaged = zipFiles(new Map([...libraries, ['h5p.json', new TextEncoder().encode('{}')]]))
    const folder = await folderOf(kind === 'a folder' ? libraries : new Map([['quiz.h5p', packaged]]))
    const source = await readLibraries(kind === 'a package' ? join(folder, 'quiz.h5p') : folder)
    const { bytes, paths, manifest } = await written(quizOf(), officialH5pWithLibraries(source))
    expect(validateH5p(bytes)).toEqual([])
    expect(h5pNeeds(bytes)).toEqual([])
    const folders = [...new Set(paths.filter(path => path.endsWith('/library.json')).map(path => path.split('/')[0]!))]
    expect(folders).toEqual(expect.arrayContaining(['H5P.QuestionSet-1.20', 'H5P.Question-1.5', 'H5P.JoubelUI-1.3', 'H5PEditor.VerticalTabs-1.3', 'H5PEditor.RangeList-1.0', 'H5PEditor.Table-1.0']))
    expect(folders).not.toContain('H5P.Unused-1.0')
    const runtime = manifest.preloadedDependencies.map((library: { machineName: string }) => library.machineName)
    expect(runtime).toEqual(expect.arrayContaining(['H5P.QuestionSet', 'H5P.MultiChoice', 'H5P.Question', 'H5P.JoubelUI']))
    expect(runtime.filter((name: string) => name.startsWith('H5PEditor'))).toEqual([])
  })

  it('takes the versions from the libraries', async () => {
    const source = await readLibraries(await folderOf(officialLibraries(moodle)))
    expect(targetOf(source).libraries).toEqual(moodle.libraries)
    const { content } = await written(quizOf(), officialH5pWithLibraries(source))
    expect(semanticProblems(moodle, 'H5P.QuestionSet', content)).toEqual([])
  })

  it('names a library that is missing, and who needs it', async () => {
    const source = await readLibraries(await folderOf(new Map([...libraries].filter(([path]) => !path.startsWith('H5P.JoubelUI')))))
    await expect(written(quizOf(), officialH5pWithLibraries(source))).rejects.toMatchObject({ code: 'h5p-libraries-incomplete', message: expect.stringMatching(/H5P\.JoubelUI-1\.3, which H5P\.QuestionSet-1\.20 needs/) })
  })

  it.each([
    ['a place that is not there', async () => '/nowhere/x.h5p', 'h5p-libraries-missing'],
    ['a folder without libraries', async () => await folderOf(new Map([['a.txt', new Uint8Array()]])), 'h5p-libraries-missing'],
    ['a package that is none', async () => join(await folderOf(new Map([['a.h5p', new Uint8Array([1, 2, 3])]])), 'a.h5p'), 'h5p-not-a-zip'],
    ['a library without a name', async () => await folderOf(new Map([['x/library.json', new TextEncoder().encode('{}')]])), 'h5p-library'],
    ['a library that cannot be read', async () => await folderOf(new Map([['x/library.json', new TextEncoder().encode('{')]])), 'h5p-invalid-json'],
  ])('refuses %s', async (_, place, code) => {
    await expect(readLibraries(await place())).rejects.toMatchObject({ code, mend: expect.stringMatching(/\S/) })
  })

  it('refuses libraries without a Question Set', async () => {
    const source = await readLibraries(await folderOf(new Map([...libraries].filter(([path]) => !path.startsWith('H5P.QuestionSet')))))
    expect(() => officialH5pWithLibraries(source)).toThrow(/does not hold H5P\.QuestionSet/)
  })
})
