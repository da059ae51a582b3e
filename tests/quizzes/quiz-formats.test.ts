import type { PrintPages } from '../../scripts/quizzes/emit.ts'
import type { QuizFeature } from '../../scripts/quizzes/quiz-format.ts'
import type { QuizFlags } from '../../scripts/quizzes/quiz-options.ts'
import type { SourceType } from './format-context.ts'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it, onTestFinished } from 'vitest'
import { emitQuizzes, emitSealedQuizzes } from '../../scripts/quizzes/emit.ts'
import { officialTargets } from '../../scripts/quizzes/official-h5p/targets.ts'
import { quizFormatNames } from '../../scripts/quizzes/quiz-format-names.ts'
import { quizFeatures } from '../../scripts/quizzes/quiz-format.ts'
import { quizFormats } from '../../scripts/quizzes/quiz-formats.ts'
import { itemTypes } from '../../scripts/quizzes/quiz-model.ts'
import { quizOptions } from '../../scripts/quizzes/quiz-options.ts'
import { writeFormat } from '../../scripts/quizzes/write-format.ts'
import { officialLibraries } from '../h5p/official-libraries.ts'
import { contextOf, evaluationTypes, quizFrom, quizOf, scoredTypes } from './format-context.ts'

/** Words of every type that a format which keeps the type has to hold somewhere. */
const words: Record<SourceType, string[]> = {
  'single': ['STEM-single', 'DETAIL-single', 'RIGHT-single', 'WRONG-single', 'OTHER-single', 'FEEDBACK-right', 'RATIONALE-single'],
  'multiple': ['STEM-multiple', 'RIGHT-a', 'RIGHT-b', 'WRONG-a', 'FEEDBACK-b', 'RATIONALE-multiple'],
  'true-false': ['STEM-true-false', 'FEEDBACK-false', 'RATIONALE-true-false'],
  'matching': ['STEM-matching', 'PROMPT-a', 'PROMPT-b', 'PROMPT-c', 'CHOICE-x', 'CHOICE-y', 'CHOICE-z', 'RATIONALE-matching'],
  'ordering': ['STEM-ordering', 'STEP-a', 'STEP-b', 'STEP-c', 'RATIONALE-ordering'],
  'numeric': ['STEM-numeric', '4.5', 'mg', 'RATIONALE-numeric'],
  'fill-in': ['STEM-fill-in', 'BLANK-a', 'VARIANT-a', 'BLANK-b', 'receptor', 'RATIONALE-fill-in'],
  'hot-spot': ['STEM-hot-spot', 'RATIONALE-hot-spot'],
  'likert': ['STEM-likert', 'POINT-a', 'POINT-b', 'POINT-c'],
  'free-text': ['STEM-free-text'],
  'commitment': ['STEM-commitment', 'CHANGE-a', 'CHANGE-b', '3 months'],
}

/** Everything a file says, those inside packages too. */
function textOf(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files].map(([name, bytes]) => /\.(?:zip|h5p)$/.test(name)
    ? textOf(new Map(Object.entries(unzipSync(bytes)).filter(([path]) => /\.(?:xml|json)$/.test(path))))
    : new TextDecoder().decode(bytes)).join('\n')
}

async function emitted(sealed: boolean, emit = emitQuizzes, { before, flags = {}, print }: { before?: (folder: string) => Promise<void>, flags?: QuizFlags, print?: PrintPages } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-formats-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const quiz = quizOf(['multiple', 'true-false'], `sealed: ${sealed}\n`)
  const course = { slides: [], place: { folder: 'slides/x', project: folder }, quizzes: [quiz], meta: { title: 'A course', language: 'en', assessment: { passMark: 75 }, accreditation: 'none' }, citations: [], bibliography: new Map() }
  const lines: string[] = []
  await before?.(folder)
  await emit(course as never, folder, await quizOptions(flags), line => lines.push(line), print)
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  const files = new Map(await Promise.all(names.map(async name => [name.slice(folder.length + 1), new Uint8Array(await readFile(name))] as const)))
  return { files, lines }
}

describe('every format', () => {
  it('is named on the command line in the same order', () => {
    expect(quizFormats.map(format => format.name)).toEqual(quizFormatNames)
  })

  it.each(quizFormats.map(format => [format.name, format] as const))('%s says of every type and feature how it keeps it', (_, format) => {
    expect(Object.keys(format.types).sort()).toEqual([...itemTypes].sort())
    expect(Object.keys(format.features).sort()).toEqual([...quizFeatures].sort())
  })

  const cases = quizFormats.flatMap(format => [...scoredTypes, ...evaluationTypes].map(type => [format.name, type, format] as const))
  it.each(cases)('%s holds every word of %s, or reports that it does not', async (_, type, format) => {
    const quiz = quizOf([type])
    const { files, losses } = await writeFormat(format, quiz, contextOf(quiz), 'quiz', false)
    const messages = losses.map(loss => loss.message).join('\n')
    if (!files.size) {
      expect(messages).toMatch(/not written/)
      return
    }
    const text = textOf(files)
    expect(words[type].filter(word => !text.includes(word))).toEqual([])
    if (format.types[type].how === 'changed')
      expect(losses).toContainEqual({ message: `${type}: ${format.types[type].note}`, items: [quiz.items[0]!.id] })
    expect(format.types[type].how).not.toBe('lost')
  })

  const uses: Record<QuizFeature, string> = {
    'pictures': '',
    'tables': '',
    'citations': '',
    'option feedback': '',
    'rationale': '',
    'case': '',
    'all or nothing': '',
    'intro': 'intro: INTRO\n',
    'pass mark': 'passMark: 75%\n',
    'shuffled questions': 'shuffle: [questions]\n',
    'shuffled options': 'shuffle: [options]\n',
    'seed': 'seed: 5\n',
    'pool': 'draw: 1 of 3\n',
    'stratified pool': 'draw:\n  LO1: 1 of 3\n',
    'partial credit': 'partialCredit: all\n',
  }
  const features = quizFormats.flatMap(format => quizFeatures.map(feature => [format.name, feature, format] as const))
  it.each(features)('%s reports what it does not keep of the feature %s', async (_, feature, format) => {
    const source = (frontMatter: string) => `---\ntitle: A quiz\nkind: practice\n${frontMatter}---\n
## STEM-one? {#one objective=LO1 cite=label}\n\n![A curve](curve.png)\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n- [x] A\n  > FEEDBACK\n- [ ] B\n\n> RATIONALE [@label]\n
## STEM-many? {#many objective=LO1 type=multiple}\n\n- [x] A\n- [x] B\n- [ ] C\n
## CASE {#vignette type=case}\n\nVIGNETTE\n\n### STEM-two? {#two objective=LO1}\n\n- [x] A\n- [ ] B\n`
    const quiz = quizFrom(source(uses[feature]))
    const { files, losses } = await writeFormat(format, quiz, contextOf(quiz), 'quiz', false)
    expect(files.size).toBeGreaterThan(0)
    const keeping = format.features[feature]
    const reported = losses.filter(loss => keeping.how !== 'whole' && loss.message === `${feature}: ${keeping.note}`)
    expect(reported).toHaveLength(keeping.how === 'whole' ? 0 : 1)
    const text = textOf(files)
    for (const [needs, word] of [['intro', 'INTRO'], ['rationale', 'RATIONALE'], ['option feedback', 'FEEDBACK'], ['case', 'VIGNETTE']] as const) {
      if (feature === needs && keeping.how !== 'lost')
        expect(text).toContain(word)
    }
  })

  it.each(quizFormats.map(format => [format.name, format] as const))('%s gives the same bytes for the same quiz', async (_, format) => {
    const quiz = quizOf(scoredTypes, 'shuffle: [questions, options]\n')
    const write = async () => [...(await writeFormat(format, quiz, contextOf(quiz), 'quiz', false)).files]
    expect(await write()).toEqual(await write())
  })

  it('keeps what is left when a format cannot say some items of a pool', async () => {
    const quiz = quizOf(['single', 'hot-spot', 'true-false'], 'draw: 2 of 3\n')
    const format = quizFormats.find(format => format.name === 'h5p-hub-2026')!
    const { files, losses } = await writeFormat(format, quiz, contextOf(quiz), 'quiz', false)
    expect(losses).toContainEqual({ message: 'hot-spot left out: a Question Set takes no hot-spots', items: ['spot'] })
    expect(JSON.parse(new TextDecoder().decode(unzipSync(files.get('quiz.h5p')!)['content/content.json']))).toMatchObject({ poolSize: 2, questions: [{}, {}] })
  })
})

describe('emitQuizzes', () => {
  it('writes each format into a folder of its own and says what it could not keep', async () => {
    const { files, lines } = await emitted(false)
    expect([...files.keys()].sort()).toEqual(['anki/quiz.txt', 'formats.json', 'formats.md', 'gift/quiz.txt', 'h5p-hub-2026/quiz.h5p', 'h5p-moodle-4.1/quiz.h5p', 'moodle-xml/quiz.xml', 'qti-2.1/quiz.zip', 'qti-3.0/quiz.zip', 'question-paper/quiz-key.html', 'question-paper/quiz.html', 'quiz.h5p'])
    expect(lines.at(-1)).toContain('formats.md')
    const reports = JSON.parse(new TextDecoder().decode(files.get('formats.json')))
    expect(reports.map((report: { format: string }) => report.format)).toEqual(quizFormatNames)
    expect(new TextDecoder().decode(files.get('formats.md'))).toContain('- all or nothing: ')
  })

  it('writes no key of a sealed quiz for everyone', async () => {
    const { files } = await emitted(true)
    expect([...files.keys()]).toEqual(['quiz.h5p'])
    expect(textOf(files)).not.toMatch(/FEEDBACK|RATIONALE/)
  })

  it('writes a sealed quiz in every format but Anki for those who keep the keys', async () => {
    const { files } = await emitted(true, emitSealedQuizzes)
    expect([...files.keys()].filter(name => name.startsWith('anki'))).toEqual([])
    expect(files.has('moodle-xml/quiz.xml')).toBe(true)
    expect(new TextDecoder().decode(files.get('formats.md'))).toContain('not written: the cards would give away the keys')
  })
})

describe('what a build adds', () => {
  it.each([['h5p-hub-2026', true], ['gift', false]])('writes a package with the libraries that a project has installed, of --formats %s: %s', async (formats, expected) => {
    const { files } = await emitted(false, emitQuizzes, {
      flags: { formats },
      before: async (folder) => {
        for (const [path, bytes] of officialLibraries(officialTargets[0]!)) {
          const file = join(folder, 'node_modules', '@missing-elements', 'h5p-libraries', path)
          await mkdir(dirname(file), { recursive: true })
          await writeFile(file, bytes)
        }
      },
    })
    expect(files.has('h5p-with-libraries/quiz.h5p')).toBe(expected)
  })

  it('puts a PDF beside each page that is meant for paper', async () => {
    const printed: string[] = []
    const { files } = await emitted(false, emitQuizzes, {
      flags: { formats: 'question-paper' },
      print: async (pages) => {
        printed.push(...pages.map(page => page.title))
        return pages.map(page => new TextEncoder().encode(page.name))
      },
    })
    expect(printed).toEqual(['A course: A quiz', 'A course: A quiz: Answer key'])
    expect(new TextDecoder().decode(files.get('question-paper/quiz-key.pdf'))).toBe('question-paper/quiz-key.html')
  })
})

describe('quizOptions', () => {
  it('takes all formats, some, or none', async () => {
    expect((await quizOptions({})).formats).toEqual(quizFormatNames)
    expect((await quizOptions({ formats: 'gift, qti-3.0' })).formats).toEqual(['gift', 'qti-3.0'])
    expect((await quizOptions({ formats: 'none' })).formats).toEqual([])
  })

  it('refuses a name that it does not know', async () => {
    await expect(quizOptions({ formats: 'gift,word' })).rejects.toMatchObject({ code: 'unknown-quiz-format', mend: expect.stringContaining('moodle-xml') })
  })
})
