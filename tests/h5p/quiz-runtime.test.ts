import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Window } from 'happy-dom'
import { describe, expect, it } from 'vitest'
import { attemptItems, optionOrder } from '../../scripts/quizzes/arrange-quiz.ts'
import { grade, gradeQuiz } from '../../scripts/quizzes/grade.ts'
import { h5pContent } from '../../scripts/quizzes/h5p-content.ts'
import { readH5pLibrary } from '../../scripts/quizzes/h5p-library.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { rightAnswers, sampleQuiz, sampleReferences } from './sample-quiz.ts'
import '../../h5p/tables.js'

/*
 * The content type on a stand-in for H5P's core: what it computes. tests/h5p/quiz.browser.test.ts plays it on the real
 * core in a real browser.
 */

interface Statement { verb: string, object: any, result?: any, context?: any }
interface Emitted { data: { statement: Statement }, type: string }

class EventDispatcher {
  contentId?: string
  activityStartTime?: number
  emitted: Emitted[] = []
  trigger(event: Emitted | string) {
    if (typeof event === 'object')
      this.emitted.push(event)
  }

  triggerXAPI(verb: string) {
    this.trigger(this.createXAPIEventTemplate(verb))
  }

  createXAPIEventTemplate(verb: string) {
    const event = new XAPIEvent()
    event.setVerb(verb)
    event.data.statement.object = { id: 'https://course.example/quiz', definition: {} }
    return event
  }

  setActivityStarted() {
    this.activityStartTime ??= Date.now()
    this.triggerXAPI('attempted')
  }
}

class XAPIEvent {
  type = 'xAPI'
  data = { statement: {} as Statement }
  setActor() {}
  setVerb(verb: string) {
    this.data.statement.verb = verb
  }

  getContentXAPIId() {
    return 'https://course.example/quiz'
  }

  setScoredResult(raw: number, max: number, _: unknown, completion: boolean, success: boolean) {
    this.data.statement.result = { score: { min: 0, raw, max }, completion, success }
  }
}

const H5P = { EventDispatcher: copyable(EventDispatcher), XAPIEvent, createTitle: (title: string) => title, getPath: (path: string, id: string) => `content-${id}/${path}` }
const library = await readH5pLibrary()

/** A function that can be called as H5P's own constructor is: `EventDispatcher.call(this)`. */
function copyable(Class: typeof EventDispatcher) {
  function Constructor(this: object) {
    Object.assign(this, new Class())
  }
  Constructor.prototype = Class.prototype
  return Constructor
}

const window = new Window()
const document = window.document as unknown as Document
const source = readFileSync('h5p/quiz.js', 'utf8')
Object.assign(window, { Lectern: { ...(globalThis as unknown as { Lectern: object }).Lectern } })
// eslint-disable-next-line no-new-func
const Quiz = new Function('window', 'document', 'H5P', `${source}\nreturn window.Lectern.Quiz`)(window, document, H5P)

type Mode = 'open' | 'capture'

function play(mode: Mode = 'open', previousState?: unknown, quiz = sampleQuiz) {
  const content = JSON.parse(JSON.stringify(h5pContent(quiz, { mode, references: sampleReferences, words: library.words })))
  const instance = new Quiz(content, 'sample', { previousState })
  document.body.innerHTML = '<div id="place"></div>'
  const place = document.querySelector('#place')!
  instance.attach([place])
  const statements = (verb: string): Statement[] => instance.emitted.map((event: Emitted) => event.data.statement).filter((statement: Statement) => statement.verb === verb)
  const button = (label: string) => [...place.querySelectorAll('button')].find(button => button.textContent === label)!
  return { instance, place, statements, button, content }
}

function state(answers: object, more: object = {}) {
  return { version: 1, seed: 7, answers, submitted: false, solutions: false, ...more }
}

describe('the content type', () => {
  it('scores as the grading rules do, for any answers', () => {
    const index = (size: number) => fc.option(fc.nat(size - 1), { nil: undefined })
    const answers = fc.record({
      opioid: index(3),
      doses: fc.option(fc.uniqueArray(fc.nat(2), { minLength: 1 }), { nil: undefined }),
      antagonist: index(2),
      bands: fc.option(fc.tuple(...[0, 1, 2].map(() => fc.option(fc.nat(2)))), { nil: undefined }),
      steps: fc.option(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), { nil: undefined }),
    })
    fc.assert(fc.property(answers, (answers) => {
      const given = JSON.parse(JSON.stringify(answers))
      const { instance, statements, button, place } = play('open', state(given))
      expect(instance.getScore()).toBe(gradeQuiz(sampleQuiz, given).points)
      expect(instance.getMaxScore()).toBe(5)
      button('Submit answers').click()
      if (place.querySelector('.lq-missing button'))
        button('Submit without these answers').click()
      const answered = statements('answered')
      sampleQuiz.items.forEach((item, at) => expect(answered[at]!.result.success).toBe(grade(item, given[item.id]).feedback.correct))
      expect(statements('completed')[0]!.result.success).toBe(gradeQuiz(sampleQuiz, given, { passMark: 60 }).passed)
    }), { numRuns: 100 })
  })

  it('may be loaded twice', () => {
    // As scripts in a page, which share one scope: a second declaration of a constant would be an error.
    expect(source).not.toMatch(/^(?:const|let|class|function) /m)
  })

  it('keeps its state, and takes up where it was left', () => {
    const { instance } = play('open', state(rightAnswers))
    const saved = JSON.parse(JSON.stringify(instance.getCurrentState()))
    expect(saved).toEqual(state(rightAnswers))
    const again = play('open', saved)
    expect(again.instance.getCurrentState()).toEqual(saved)
    expect(again.place.querySelector<HTMLInputElement>('#lectern-quiz-2-opioid input:checked, [id$="-opioid"] input:checked')!.value).toBe('0')
  })

  it('shows the same order after a reload, and another to another learner', () => {
    const order = (seed: number) => [...play('open', state({}, { seed })).place.querySelectorAll('fieldset, input')].map(node => node.id.replace(/^lectern-quiz-\d+/, '') || (node as HTMLInputElement).value).join()
    expect(order(7)).toBe(order(7))
    expect(new Set([1, 2, 3, 4, 5, 6].map(order)).size).toBeGreaterThan(3)
  })

  it('never offers the right order to begin with', () => {
    for (let seed = 0; seed < 100; seed++) {
      const shown = [...play('open', state({}, { seed })).place.querySelectorAll('.lq-order > li > .lq-text')].map(line => line.textContent).join()
      expect(shown).not.toBe('Tell the team,Stop the drug,Operate,Restart')
    }
  })

  it('forgets answers that no longer fit', () => {
    const strange: unknown[] = [{}, null, 'x', [], { version: 2, answers: rightAnswers }, state({ opioid: 3, doses: [0, 0], antagonist: '0', bands: [0], steps: [0, 1, 2, 2], unknown: 1 }), state([] as never), { version: 1, answers: 'x', seed: 'y' }]
    for (const previous of strange)
      expect(play('open', previous).instance.getCurrentState().answers).toEqual({})
  })

  it('says what has not been answered before it submits', () => {
    const { button, place, statements } = play('open', state({ ...rightAnswers, steps: undefined, doses: undefined }))
    expect(place.querySelector('.lq-progress')!.textContent).toBe('3 of 5 answered')
    button('Submit answers').click()
    expect(statements('completed')).toEqual([])
    expect(place.querySelectorAll('.lq-missing .lq-link')).toHaveLength(2)
    button('Submit without these answers').click()
    expect(statements('completed')).toHaveLength(1)
    expect(place.querySelector('.lq-result')!.textContent).toContain('3 of 5 right (60%). The pass mark is 60%.')
  })

  it('gives feedback on what was chosen, and keys and reasons when asked', () => {
    const { button, place } = play('open', state({ ...rightAnswers, opioid: 1 }))
    button('Submit answers').click()
    expect(place.textContent).toContain('SECRET-FEEDBACK no opioid')
    expect(place.textContent).not.toContain('SECRET-RATIONALE')
    button('Show the right answers').click()
    expect(place.textContent).toContain('SECRET-RATIONALE on tramadol')
    expect(place.textContent).toContain('2. Label. Title. [Unverified: read in a copy]')
  })

  it('begins anew', () => {
    const { button, place, instance } = play('open', state(rightAnswers))
    button('Submit answers').click()
    button('Try again').click()
    expect(instance.getAnswerGiven()).toBe(false)
    expect(place.querySelector('.lq-result')).toBeNull()
    expect(place.querySelectorAll('input:checked')).toHaveLength(0)
  })

  it('does what a host asks for', () => {
    const { instance, place } = play('open')
    expect(instance.getTitle()).toBe('Quiz')
    instance.showSolutions()
    expect(place.textContent).toContain('SECRET-RATIONALE')
    instance.resetTask()
    expect(place.textContent).not.toContain('SECRET-RATIONALE')
    instance.showSolutions()
    expect(instance.getCurrentState()).toMatchObject({ submitted: true, solutions: true })
  })

  it('reports every item as xAPI describes interactions', () => {
    const { instance } = play('open', state({ ...rightAnswers, bands: [1, null, 0] }))
    const { statement, children } = instance.getXAPIData()
    expect(statement).toMatchObject({ verb: 'answered', object: { definition: { interactionType: 'compound' } }, result: { score: { raw: 4, max: 5 }, success: true } })
    const reported = Object.fromEntries(children.map(({ statement }: { statement: Statement }) => [statement.object.id.split('subContentId=')[1], statement]))
    const facts = (id: string) => [reported[id].object.definition.interactionType, reported[id].object.definition.correctResponsesPattern, reported[id].result.response]
    expect(facts('opioid')).toEqual(['choice', ['0'], '0'])
    expect(facts('doses')).toEqual(['choice', ['0[,]2'], '0[,]2'])
    expect(facts('antagonist')).toEqual(['true-false', ['true'], 'true'])
    expect(facts('bands')).toEqual(['matching', ['0[.]1[,]1[.]2[,]2[.]0'], '0[.]1[,]2[.]0'])
    expect(facts('steps')).toEqual(['sequencing', ['3[,]2[,]0[,]1'], '3[,]2[,]0[,]1'])
    expect(reported.opioid.object.definition.description['en-US']).toBe('Which drug is an opioid? A patient takes four drugs: Drug Dose Tramadol 50 mg Ibuprofen 400 mg')
    expect(reported.opioid.context.contextActivities.parent[0].id).toBe('https://course.example/quiz')
    expect(reported.bands.result).toMatchObject({ score: { raw: 0, max: 1 }, success: false })
  })

  it('only captures in capture mode', () => {
    const { instance, button, place, statements } = play('capture', state({ ...rightAnswers, opioid: 1 }))
    button('Submit answers').click()
    expect(place.querySelector('.lq-result')!.textContent).toBe('Your answers have been recorded.')
    expect(place.querySelectorAll('.lq-mark, .lq-feedback, .lq-rationale')).toHaveLength(0)
    expect([instance.getScore(), instance.getMaxScore()]).toEqual([0, 0])
    instance.showSolutions()
    expect(place.querySelectorAll('.lq-mark')).toHaveLength(0)
    for (const statement of [...statements('answered'), ...statements('completed')]) {
      expect(statement.result).not.toHaveProperty('score')
      expect(statement.result).not.toHaveProperty('success')
      expect(statement.object.definition).not.toHaveProperty('correctResponsesPattern')
    }
    expect(statements('answered').map(statement => statement.result.response)).toEqual(['1', '0[,]2', 'true', '0[.]1[,]1[.]2[,]2[.]0', '3[,]2[,]0[,]1'])
  })

  it('shows what the server would draw and shuffle, for any seed', () => {
    const source = readFileSync('quizzes/gallery/pool.md', 'utf8').replace('seed: 7\n', '')
    for (const draw of ['draw:\n  LO1: 1 of 2\n  LO2: 1 of 2', 'draw: 3 of 4', 'seed: 11']) {
      const quiz = parseQuiz(source.replace(/draw:\n.*\n.*2$/m, draw), 'pool.md').quiz!
      fc.assert(fc.property(fc.nat(0x7FFFFFFF), (seed) => {
        const { place } = play('open', state({}, { seed }), quiz)
        const shown = [...place.querySelectorAll('fieldset')].map(fieldset => [
          fieldset.id.replace(/^lectern-quiz-\d+-/, ''),
          ...[...fieldset.querySelectorAll('input')].map(input => Number(input.value)),
        ])
        const used = quiz.seed ?? seed
        expect(shown).toEqual(attemptItems(quiz, used).map(item => [item.id, ...optionOrder(quiz, item, used)]))
      }), { numRuns: 25 })
    }
  })

  it('shows one question at a time when that is chosen, keeps the choice, and leads to what is missing', () => {
    const { instance, place, button } = play('open', state({ opioid: 1 }))
    const shown = () => [...place.querySelectorAll('fieldset')].map(fieldset => fieldset.id.replace(/^lectern-quiz-\d+-/, ''))
    const all = shown()
    expect(all).toHaveLength(5)
    button('One at a time').click()
    // At the first that is not answered.
    const first = all.find(id => id !== 'opioid')!
    expect(shown()).toEqual([first])
    expect(instance.getCurrentState()).toMatchObject({ presentation: 'single', answers: { opioid: 1 } })
    button('Next question').click()
    const second = all[all.indexOf(first) + 1]!
    expect(shown()).toEqual([second])
    expect(button('Submit answers')).toBeDefined()
    button('Previous question').click()
    expect(shown()).toEqual([first])
    button('Submit answers').click()
    const missing = [...place.querySelectorAll<HTMLButtonElement>('.lq-missing .lq-link')]
    expect(missing).toHaveLength(4)
    missing.at(-1)!.click()
    expect(shown()).toEqual([all.findLast(id => id !== 'opioid')])
    expect([...play('open', JSON.parse(JSON.stringify(instance.getCurrentState()))).place.querySelectorAll('fieldset')]).toHaveLength(1)
    // What was answered is looked at as a whole.
    expect([...play('open', { ...state(rightAnswers), presentation: 'single', submitted: true }).place.querySelectorAll('fieldset')]).toHaveLength(5)
  })

  it('begins one at a time when its author wants that, and never with a single question', () => {
    const { content } = play()
    const start = (params: object) => {
      new Quiz({ ...content, presentation: 'single', ...params }, 'sample', {}).attach([document.querySelector('#place')])
      return document.querySelector('#place .lectern-quiz:last-child')!
    }
    expect(start({}).querySelectorAll('fieldset')).toHaveLength(1)
    expect(start({ items: content.items.slice(0, 1) }).querySelectorAll('.lq-presentation, .lq-turn')).toHaveLength(0)
  })

  it('speaks as the page that plays it wants, and lets nothing but words be left out where that is not possible', () => {
    const lectern = (window as unknown as { Lectern: { host?: object } }).Lectern
    lectern.host = { words: { submit: 'Enviar' }, contentLanguage: 'en', complete: true }
    try {
      const { place, button } = play('capture', state({}))
      button('Enviar').click()
      expect(place.querySelector('.lq-missing')!.textContent).toContain('Not answered yet:')
      expect(button('Submit without these answers')).toBeUndefined()
      expect(place.querySelector('.lq-stem')!.getAttribute('lang')).toBe('en')
    }
    finally {
      delete lectern.host
    }
  })

  it('plays what H5P\'s editor leaves behind: empty groups and lists', () => {
    const { content } = play()
    const instance = new Quiz({ ...content, pool: {}, partialCredit: [], cases: [], figures: [], items: [...content.items, { id: 'n', type: 'numeric', stem: 'N', answer: {} }, { id: 'f', type: 'fill-in', stem: 'F', blanks: [{ accepts: [] }] }, { id: 'h', type: 'hot-spot', stem: 'H', regions: [] }] }, 'sample', { previousState: state(rightAnswers) })
    instance.attach([document.querySelector('#place')])
    expect([instance.getScore(), instance.getMaxScore()]).toEqual([5, 5])
  })
})
