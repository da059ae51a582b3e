import type { LibraryVersion, OfficialTarget } from '../../scripts/quizzes/official-h5p/targets.ts'
import { libraryFolder, libraryName, versionIn } from '../../scripts/quizzes/official-h5p/targets.ts'

/*
 * Stand-ins for the official libraries, written here: they hold no code of theirs. Their semantics name the fields, kinds of
 * values, allowed tags, defaults and accepted libraries of the published ones as far as a quiz uses them.
 */

export interface Field {
  name: string
  type: 'text' | 'number' | 'boolean' | 'select' | 'group' | 'list' | 'library' | 'image'
  optional?: boolean
  default?: unknown
  tags?: string[]
  options?: ({ value: string } | string)[]
  fields?: Field[]
  field?: Field
  min?: number
  max?: number
}

const text = (name: string, tags?: string[], more: Partial<Field> = {}): Field => ({ name, type: 'text', ...tags ? { widget: 'html', tags } : {}, ...more } as Field)
const word = (name: string, value = name): Field => ({ name, type: 'text', default: value })
const flag = (name: string, value: boolean): Field => ({ name, type: 'boolean', default: value })
const group = (name: string, fields: Field[], more: Partial<Field> = {}): Field => ({ name, type: 'group', fields, ...more })
const list = (name: string, field: Field, more: Partial<Field> = {}): Field => ({ name, type: 'list', field, ...more })
const words = (names: string): Field[] => names.split(' ').map(name => word(name))

const media = (image: string): Field => group('media', [{ name: 'type', type: 'library', options: [image], optional: true }, flag('disableImageZooming', false)], { optional: true })
const overallFeedback = list('overallFeedback', group('overallFeedback', [{ name: 'from', type: 'number', min: 0, max: 100 }, { name: 'to', type: 'number', min: 0, max: 100 }, text('feedback', undefined, { optional: true })]))
const confirm = ['confirmCheck', 'confirmRetry'].map(name => group(name, words('header body cancelLabel confirmLabel')))
const a11y = 'a11yCheck a11yShowSolution a11yRetry'
const buttons = [flag('enableRetry', true), flag('enableSolutionsButton', true), flag('enableCheckButton', true)]
const dialogs = [flag('confirmCheckDialog', false), flag('confirmRetryDialog', false)]
const questionTags = ['strong', 'em', 'sub', 'sup', 'h2', 'h3', 'p']
const optionTags = ['strong', 'em', 'sub', 'sup', 'div']

function semantics(target: OfficialTarget): Record<string, Field[]> {
  const image = libraryName(versionIn(target, 'H5P.Image'))
  const accepts = (['H5P.MultiChoice', 'H5P.Blanks', 'H5P.DragText', 'H5P.TrueFalse'] as const).map(name => libraryName(versionIn(target, name)))
  return {
    'H5P.QuestionSet': [
      group('introPage', [flag('showIntroPage', false), text('title', ['sub', 'sup', 'strong', 'em'], { optional: true }), text('introduction', ['sub', 'sup', 'strong', 'em', 'p'], { optional: true }), word('startButtonText')]),
      { name: 'progressType', type: 'select', options: [{ value: 'textual' }, { value: 'dots' }], default: 'dots' },
      { name: 'passPercentage', type: 'number', min: 0, max: 100, default: 50 },
      list('questions', { name: 'question', type: 'library', options: accepts }, { min: 1 }),
      flag('disableBackwardsNavigation', false),
      flag('randomQuestions', false),
      { name: 'poolSize', type: 'number', min: 1, optional: true },
      group('endGame', [flag('showResultPage', true), flag('showSolutionButton', true), flag('showRetryButton', true), overallFeedback, ...words('noResultMessage message scoreBarLabel solutionButtonText retryButtonText finishButtonText submitButtonText skipButtonText'), flag('showAnimations', false), flag('skippable', false)]),
      group('override', [flag('checkButton', true)], { optional: true }),
      group('texts', words('prevButton nextButton finishButton submitButton textualProgress jumpToQuestion questionLabel readSpeakerProgress unansweredText answeredText currentQuestionText navigationLabel questionSetInstruction')),
    ],
    'H5P.MultiChoice': [
      media(image),
      text('question', questionTags),
      list('answers', group('answer', [text('text', optionTags), flag('correct', false), group('tipsAndFeedback', [text('tip', ['p', 'br', 'strong', 'em', 'a'], { optional: true }), text('chosenFeedback', [...optionTags, 'a'], { optional: true }), text('notChosenFeedback', [...optionTags, 'a'], { optional: true })], { optional: true })]), { min: 1 }),
      overallFeedback,
      group('behaviour', [...buttons, { name: 'type', type: 'select', options: [{ value: 'auto' }, { value: 'multi' }, { value: 'single' }], default: 'auto' }, flag('singlePoint', false), flag('randomAnswers', true), flag('showSolutionsRequiresInput', true), ...dialogs, flag('autoCheck', false), { name: 'passPercentage', type: 'number', min: 0, max: 100, default: 100 }, flag('showScorePoints', true)]),
      group('UI', words(`checkAnswerButton submitAnswerButton showSolutionButton tryAgainButton tipsLabel scoreBarLabel tipAvailable feedbackAvailable readFeedback wrongAnswer correctAnswer shouldCheck shouldNotCheck noInput ${a11y}`)),
      ...confirm,
    ],
    'H5P.TrueFalse': [
      media(image),
      text('question', questionTags),
      { name: 'correct', type: 'select', options: [{ value: 'true' }, { value: 'false' }], default: 'true' },
      group('l10n', words(`trueText falseText score checkAnswer submitAnswer showSolutionButton tryAgain wrongAnswerMessage correctAnswerMessage scoreBarLabel ${a11y}`)),
      group('behaviour', [...buttons, ...dialogs, flag('autoCheck', false), text('feedbackOnCorrect', undefined, { optional: true }), text('feedbackOnWrong', undefined, { optional: true })]),
      ...confirm,
    ],
    'H5P.Blanks': [
      media(image),
      text('text', ['strong', 'em', 'u', 'strike', 'ul', 'ol', 'p', 'code']),
      list('questions', text('question', ['strong', 'em', 'del', 'u', 'code', 'p']), { min: 1 }),
      overallFeedback,
      ...words(`showSolutions tryAgain checkAnswer submitAnswer notFilledOut answerIsCorrect answerIsWrong answeredCorrectly answeredIncorrectly solutionLabel inputLabel inputHasTipLabel tipLabel scoreBarLabel ${a11y} a11yCheckingModeHeader`),
      group('behaviour', [...buttons, flag('autoCheck', false), flag('caseSensitive', true), flag('showSolutionsRequiresInput', true), flag('separateLines', false), ...dialogs, flag('acceptSpellingErrors', false)]),
      ...confirm,
    ],
    'H5P.DragText': [
      media(image),
      text('taskDescription', questionTags),
      text('textField'),
      text('distractors', undefined, { optional: true }),
      overallFeedback,
      ...words(`checkAnswer submitAnswer tryAgain showSolution dropZoneIndex empty contains ariaDraggableIndex tipLabel correctText incorrectText resetDropTitle resetDropDescription grabbed cancelledDragging correctAnswer feedbackHeader scoreBarLabel ${a11y}`),
      group('behaviour', [...buttons, flag('instantFeedback', false), flag('disableDraggablesRandomization', false)]),
    ],
    'H5P.Image': [
      word('contentName', 'Image'),
      { name: 'file', type: 'image' },
      flag('decorative', false),
      text('alt', undefined, { optional: true }),
    ],
  }
}

/** Libraries that the types need beside each other, for playing and for editing. */
const needs: Record<string, { preloaded?: LibraryVersion[], editor?: LibraryVersion[] }> = {
  'H5P.QuestionSet': { preloaded: [version('H5P.JoubelUI', 1, 3)], editor: [version('H5PEditor.VerticalTabs', 1, 3)] },
  'H5P.MultiChoice': { preloaded: [version('H5P.Question', 1, 5)], editor: [version('H5PEditor.RangeList', 1, 0)] },
  'H5P.Question': { preloaded: [version('H5P.JoubelUI', 1, 3)] },
  'H5PEditor.RangeList': { preloaded: [version('H5PEditor.Table', 1, 0)] },
}

function version(machineName: string, majorVersion: number, minorVersion: number): LibraryVersion {
  return { machineName, majorVersion, minorVersion }
}

/** Files of the stand-ins by path in a package or folder, those that others need included. */
export function officialLibraries(target: OfficialTarget): Map<string, Uint8Array> {
  const bySemantics = semantics(target)
  const types = Object.keys(bySemantics).map(name => versionIn(target, name as keyof OfficialTarget['libraries']))
  const others = [version('H5P.JoubelUI', 1, 3), version('H5P.Question', 1, 5), version('H5PEditor.VerticalTabs', 1, 3), version('H5PEditor.RangeList', 1, 0), version('H5PEditor.Table', 1, 0), version('H5P.Unused', 1, 0)]
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  return new Map([...types, ...others].flatMap((library) => {
    const folder = libraryFolder(library)
    const { preloaded = [], editor = [] } = needs[library.machineName] ?? {}
    return [
      [`${folder}/library.json`, json({ title: library.machineName, ...library, patchVersion: 1, runnable: library.machineName === 'H5P.QuestionSet' ? 1 : 0, coreApi: { majorVersion: 1, minorVersion: 24 }, preloadedJs: [{ path: 'index.js' }], preloadedDependencies: preloaded, editorDependencies: editor })],
      [`${folder}/semantics.json`, json(bySemantics[library.machineName] ?? [])],
      [`${folder}/index.js`, new TextEncoder().encode(`H5P["${library.machineName.split('.')[1]}"] = function () {}\n`)],
    ] as [string, Uint8Array][]
  }))
}

/** What does not fit: fields that the semantics lack, missing words and settings, other kinds of values, tags that a host removes. */
export function semanticProblems(target: OfficialTarget, main: string, content: unknown): string[] {
  const bySemantics = semantics(target)
  const problems: string[] = []

  function object(fields: readonly Field[], value: any, path: string): void {
    for (const key of Object.keys(value)) {
      if (!fields.some(field => field.name === key))
        problems.push(`${path}.${key} is not in the semantics`)
    }
    for (const field of fields) {
      if (value[field.name] !== undefined)
        one(field, value[field.name], `${path}.${field.name}`)
      else if (!field.optional)
        problems.push(`${path}.${field.name} is missing`)
    }
  }

  function one(field: Field, value: any, path: string): void {
    switch (field.type) {
      case 'group':
        return object(field.fields!, value, path)
      case 'list':
        if (!Array.isArray(value) || value.length < (field.min ?? 0))
          return void problems.push(`${path} is no list of ${field.min ?? 0} or more`)
        return value.forEach((entry, index) => one(field.field!, entry, `${path}[${index}]`))
      case 'library': {
        if (!field.options!.includes(value.library))
          return void problems.push(`${path}.library: ${value.library} is not accepted`)
        if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value.subContentId) || !value.metadata?.title || !value.metadata?.contentType)
          problems.push(`${path} has no id or no metadata`)
        return object(bySemantics[value.library.split(' ')[0]]!, value.params, `${path}.params`)
      }
      case 'boolean':
        return void (typeof value === 'boolean' || problems.push(`${path} is no boolean`))
      case 'number':
        return void ((typeof value === 'number' && value >= (field.min ?? -Infinity) && value <= (field.max ?? Infinity)) || problems.push(`${path} is no number in its range`))
      case 'select':
        return void (field.options!.some(option => typeof option === 'object' && option.value === value) || problems.push(`${path} is none of its options`))
      case 'image':
        return void ((/^images\/[\w.-]+$/.test(value.path) && value.mime && value.width && value.height) || problems.push(`${path} is no image`))
      case 'text': {
        if (typeof value !== 'string' || (field.default !== undefined && !value))
          return void problems.push(`${path} has no words`)
        const allowed = new Set(field.tags ?? [])
        for (const [, tag] of value.matchAll(/<\/?([a-z]\w*)/gi)) {
          if (!allowed.has(tag!))
            problems.push(`${path}: a host removes <${tag}>`)
        }
      }
    }
  }

  object(bySemantics[main]!, content, main)
  return problems
}
