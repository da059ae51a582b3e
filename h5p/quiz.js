/* global H5P */
/*!
 * Lectern.Quiz: an H5P content type without dependencies. MIT licence.
 *
 * A response is what scripts/quizzes/response.ts says: an index, a list of indices, or for matching a list with null
 * for each line without a choice. In capture mode the content holds no keys and the page shows no score.
 */
window.Lectern = window.Lectern || {}

window.Lectern.Quiz = (function () {
  'use strict'

  const STATE_VERSION = 1
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  let instances = 0

  /**
   * @param {object} params content.json
   * @param {string|number} contentId
   * @param {object} extras with previousState when the learner has been here before
   */
  function Quiz(params, contentId, extras) {
    H5P.EventDispatcher.call(this)
    const self = this
    const l10n = params.l10n
    const items = params.items
    const capture = params.mode === 'capture'
    const prefix = `lectern-quiz-${++instances}`
    let state = restore((extras && extras.previousState) || {})
    let root
    let live

    this.contentId = contentId

    // What an H5P host calls

    this.attach = function ($container) {
      root = element('div', { class: 'lectern-quiz' })
      live = element('p', { 'class': 'lq-hidden', 'aria-live': 'polite' })
      const container = $container.get ? $container.get(0) : $container[0]
      container.classList.add('h5p-lectern-quiz')
      container.appendChild(root)
      render()
      self.setActivityStarted()
    }

    this.getScore = () => capture ? 0 : items.filter(isRight).length
    this.getMaxScore = () => capture ? 0 : items.length
    this.getAnswerGiven = () => state.submitted || items.some(item => answerOf(item) !== undefined)
    this.getCurrentState = () => ({ version: STATE_VERSION, seed: state.seed, answers: state.answers, submitted: state.submitted, solutions: state.solutions })
    this.getTitle = () => H5P.createTitle((extras && extras.metadata && extras.metadata.title) || 'Quiz')

    this.showSolutions = function () {
      if (capture)
        return
      state.submitted = true
      state.solutions = true
      render()
    }

    this.resetTask = function () {
      state = restore({})
      delete self.activityStartTime
      render()
      if (root)
        self.setActivityStarted()
    }

    this.getXAPIData = function () {
      const event = self.createXAPIEventTemplate('answered')
      describeWhole(event)
      return { statement: event.data.statement, children: items.map(item => ({ statement: answeredEvent(item).data.statement })) }
    }

    // State

    function restore(previous) {
      const known = previous.version === STATE_VERSION ? previous : {}
      // Without a prototype: an item may be called "constructor".
      const answers = Object.create(null)
      items.forEach((item) => {
        const answer = known.answers instanceof Object ? known.answers[item.id] : undefined
        if (fits(item, answer))
          answers[item.id] = answer
      })
      return {
        seed: Number.isInteger(known.seed) ? known.seed : Math.floor(Math.random() * 0x7FFFFFFF),
        answers,
        submitted: known.submitted === true,
        solutions: known.solutions === true && !capture,
      }
    }

    function answerOf(item) {
      return state.answers[item.id]
    }

    function answer(item, response) {
      if (response === undefined)
        delete state.answers[item.id]
      else
        state.answers[item.id] = response
      showProgress()
      self.triggerXAPI('interacted')
    }

    function isRight(item) {
      const response = answerOf(item)
      if (response === undefined)
        return false
      switch (item.type) {
        case 'multiple':
          return item.options.every((option, index) => !!option.correct === response.includes(index))
        case 'matching':
        case 'ordering':
          return item.key.every((choice, place) => response[place] === choice)
        default:
          return !!item.options[response].correct
      }
    }

    function questions() {
      return params.shuffleQuestions ? shuffled(items, state.seed) : items
    }

    /** Indices of an item's options in the order shown. */
    function optionOrder(item) {
      const indices = item.options.map((_, index) => index)
      return params.shuffleOptions && item.type !== 'true-false' ? shuffled(indices, state.seed + hash(item.id)) : indices
    }

    /** The order an ordering item is shown in: the learner's, else one that is not the key. */
    function entryOrder(item) {
      const given = answerOf(item)
      if (given)
        return given
      const order = shuffled(item.choices.map((_, index) => index), state.seed + hash(item.id))
      if (item.key && item.key.every((choice, place) => order[place] === choice))
        order.push(order.shift())
      return order
    }

    // The page

    function render() {
      if (!root)
        return
      const shown = questions()
      root.textContent = ''
      root.append(
        live,
        ...(state.submitted ? [renderResult()] : []),
        ...(params.intro && !state.submitted ? [rich('div', params.intro, 'lq-intro')] : []),
        ...shown.map((item, index) => renderItem(item, index + 1, shown.length)),
        ...(state.submitted ? renderReferences() : [renderSubmit()]),
      )
      showProgress()
      settle()
    }

    /** After every change of the page: tells the host its height, and lets the keyboard scroll tables that are too wide. */
    function settle() {
      root.querySelectorAll('.lq-table').forEach((frame) => {
        if (frame.scrollWidth > frame.clientWidth)
          frame.setAttribute('tabindex', '0')
      })
      self.trigger('resize')
    }

    function renderItem(item, number, total) {
      const fieldset = element('fieldset', { class: 'lq-item', id: `${prefix}-${item.id}` }, [
        element('legend', {}, [
          element('span', { class: 'lq-number' }, [fill(l10n.questionOf, { number, total }), ...(state.submitted && !capture ? [' · ', verdict(item)] : [])]),
          rich('span', item.stem, 'lq-stem'),
        ]),
      ])
      if (item.detail)
        fieldset.appendChild(rich('div', item.detail, 'lq-detail'))
      fieldset.append(...(item.type === 'matching' ? renderMatching(item) : item.type === 'ordering' ? renderOrdering(item) : renderOptions(item)))
      if (state.solutions && item.rationale)
        fieldset.appendChild(element('div', { class: 'lq-rationale' }, [element('p', { class: 'lq-head' }, [l10n.why]), rich('div', item.rationale)]))
      return fieldset
    }

    function renderOptions(item) {
      const multiple = item.type === 'multiple'
      const response = answerOf(item)
      const chosen = response === undefined ? [] : [].concat(response)
      const rows = optionOrder(item).map((index) => {
        const option = item.options[index]
        const input = element('input', { type: multiple ? 'checkbox' : 'radio', name: `${prefix}-${item.id}-option`, value: String(index) })
        input.checked = chosen.includes(index)
        input.disabled = state.submitted
        input.addEventListener('change', () => {
          const checked = inputsOf(item).filter(other => other.checked).map(other => Number(other.value)).sort((a, b) => a - b)
          answer(item, multiple ? (checked.length ? checked : undefined) : checked[0])
        })
        const row = element('div', { class: 'lq-option' }, [element('label', {}, [input, rich('span', item.type === 'true-false' ? l10n[index ? 'isFalse' : 'isTrue'] : option.text, 'lq-text')])])
        if (state.submitted && !capture)
          row.append(...renderOptionMarks(option, chosen.includes(index)))
        return row
      })
      return multiple ? [...hint(l10n.hintMultiple), ...rows] : rows
    }

    function renderOptionMarks(option, chosen) {
      const marks = []
      if (chosen)
        marks.push(mark(option.correct ? 'right' : 'wrong', l10n.yourAnswer))
      if (state.solutions && option.correct)
        marks.push(mark('right', l10n.rightAnswer))
      if (option.feedback && (chosen || state.solutions))
        marks.push(rich('div', option.feedback, 'lq-feedback'))
      return marks
    }

    function renderMatching(item) {
      const response = answerOf(item) || item.prompts.map(() => null)
      const texts = item.choices.map(plain)
      // Long choices do not fit a menu: they are listed with letters, and the menus show the letters first.
      const lettered = texts.some(text => text.length > 28)
      const label = index => lettered ? `${LETTERS[index] || index + 1}. ${texts[index]}` : texts[index]
      const list = element('ol', { class: 'lq-choices' }, item.choices.map(choice => rich('li', choice)))
      const rows = item.prompts.map((prompt, row) => {
        const id = `${prefix}-${item.id}-${row}`
        const select = element('select', { id }, [
          element('option', { value: '' }, [l10n.choose]),
          ...texts.map((_, index) => element('option', { value: String(index) }, [label(index)])),
        ])
        select.value = response[row] === null ? '' : String(response[row])
        select.disabled = state.submitted
        select.addEventListener('change', () => {
          const chosen = selectsOf(item).map(other => other.value === '' ? null : Number(other.value))
          answer(item, chosen.some(choice => choice !== null) ? chosen : undefined)
        })
        const line = element('div', { class: 'lq-row' }, [rich('label', prompt, 'lq-text'), select])
        line.firstChild.htmlFor = id
        if (state.submitted && !capture) {
          const right = response[row] === item.key[row]
          line.appendChild(mark(right ? 'right' : 'wrong', right ? l10n.right : l10n.wrong))
          if (state.solutions && !right)
            line.appendChild(mark('right', `${l10n.rightAnswer}: ${label(item.key[row])}`))
        }
        return line
      })
      return [...hint(l10n.hintMatching), ...(lettered ? [list] : []), ...rows]
    }

    function renderOrdering(item) {
      const order = entryOrder(item).slice()
      const answered = answerOf(item) !== undefined
      const list = element('ol', { class: 'lq-order' }, order.map((choice, place) => {
        const entry = plain(item.choices[choice])
        const line = element('div', { class: 'lq-line' }, [rich('span', item.choices[choice], 'lq-text')])
        if (!state.submitted) {
          line.appendChild(element('span', { class: 'lq-moves' }, [
            moveButton(item, order, place, -1, fill(l10n.moveUp, { entry })),
            moveButton(item, order, place, 1, fill(l10n.moveDown, { entry })),
          ]))
        }
        else if (!capture && answered) {
          const right = item.key[place] === choice
          line.appendChild(mark(right ? 'right' : 'wrong', right ? l10n.right : l10n.wrong))
        }
        return element('li', {}, [line])
      }))
      const parts = [...hint(l10n.hintOrdering), list]
      if (!state.submitted && !answered) {
        parts.push(element('p', { class: 'lq-kept' }, [`${l10n.notOrdered} `, button(l10n.keepOrder, 'lq-secondary', () => {
          answer(item, order)
          redraw(item)
          focusFirst(item)
          say(l10n.orderKept)
        })]))
      }
      else if (!state.submitted) {
        parts.push(element('p', { class: 'lq-kept' }, [l10n.orderKept]))
      }
      if (state.solutions && !isRight(item))
        parts.push(element('p', { class: 'lq-head' }, [l10n.rightOrder]), element('ol', { class: 'lq-solution' }, item.key.map(choice => rich('li', item.choices[choice]))))
      return parts
    }

    function moveButton(item, order, place, step, name) {
      const target = place + step
      const blocked = target < 0 || target >= order.length
      const control = button(step < 0 ? '↑' : '↓', 'lq-move', () => {
        if (blocked)
          return
        const next = order.slice()
        next.splice(target, 0, next.splice(place, 1)[0])
        answer(item, next)
        redraw(item)
        // The keyboard stays with the line that moved, on the button that was pressed.
        root.querySelectorAll(`#${prefix}-${item.id} .lq-order > li`)[target].querySelectorAll('button')[step < 0 ? 0 : 1].focus()
        say(fill(l10n.moved, { position: target + 1, total: order.length, entry: plain(item.choices[order[place]]) }))
      })
      control.setAttribute('aria-label', name)
      control.title = name
      if (blocked)
        control.setAttribute('aria-disabled', 'true')
      return control
    }

    function verdict(item) {
      const right = isRight(item)
      return mark(right ? 'right' : 'wrong', right ? l10n.right : answerOf(item) === undefined ? l10n.unanswered : l10n.wrong)
    }

    function renderSubmit() {
      const missing = element('div', { class: 'lq-missing' })
      const submitButton = button(l10n.submit, 'lq-primary', () => {
        const open = questions().map((item, index) => ({ item, number: index + 1 })).filter(entry => answerOf(entry.item) === undefined)
        if (!open.length)
          return submit()
        missing.textContent = ''
        missing.setAttribute('role', 'alert')
        missing.append(
          element('p', {}, [`${l10n.missing} `, ...open.map(entry => button(fill(l10n.question, { number: entry.number }), 'lq-link', () => focusFirst(entry.item)))]),
          button(l10n.submitAnyway, 'lq-secondary', submit),
        )
        missing.querySelector('button').focus()
        settle()
      })
      return element('div', { class: 'lq-submit' }, [element('p', { class: 'lq-progress' }), submitButton, missing])
    }

    function renderResult() {
      const result = element('div', { class: 'lq-result', role: 'status', tabindex: '-1' })
      if (capture) {
        result.appendChild(element('p', { class: 'lq-outcome' }, [l10n.recorded]))
        return result
      }
      const score = self.getScore()
      const max = self.getMaxScore()
      const graded = params.passPercentage > 0
      const passed = reaches(score, max)
      const outcome = graded ? (passed ? l10n.passed : l10n.notPassed) : l10n.finished
      result.append(
        element('p', { class: 'lq-outcome' }, [graded ? mark(passed ? 'right' : 'wrong', outcome) : outcome]),
        // Rounded down: 74.9 must not read as 75 beside "Not passed".
        element('p', {}, [fill(l10n.result, { score, max, percent: Math.floor(score / max * 100 + 1e-9) }), graded ? ` ${fill(l10n.passMark, { pass: params.passPercentage })}` : '']),
        element('p', { class: 'lq-actions' }, [
          ...(state.solutions
            ? []
            : [button(l10n.showSolutions, 'lq-secondary', () => {
                self.showSolutions()
                focusResult()
                self.triggerXAPI('interacted')
              })]),
          button(l10n.retry, 'lq-secondary', () => {
            self.resetTask()
            focusFirst(questions()[0])
            self.triggerXAPI('interacted')
          }),
        ]),
      )
      return result
    }

    function renderReferences() {
      if (!state.solutions || !params.references || !params.references.length)
        return []
      return [element('div', { class: 'lq-references' }, [
        element('p', { class: 'lq-head' }, [l10n.references]),
        ...params.references.map(reference => element('p', {}, [`${reference.number}. `, rich('span', reference.text)])),
      ])]
    }

    function submit() {
      state.submitted = true
      items.forEach(item => self.trigger(answeredEvent(item)))
      const completed = self.createXAPIEventTemplate('completed')
      describeWhole(completed)
      render()
      focusResult()
      self.trigger(completed)
    }

    function redraw(item) {
      const shown = questions()
      document.getElementById(`${prefix}-${item.id}`).replaceWith(renderItem(item, shown.indexOf(item) + 1, shown.length))
      settle()
    }

    function showProgress() {
      const line = root && root.querySelector('.lq-progress')
      if (line)
        line.textContent = fill(l10n.answeredOf, { answered: items.filter(item => answerOf(item) !== undefined).length, total: items.length })
    }

    function focusResult() {
      const result = root && root.querySelector('.lq-result')
      if (result) {
        result.focus({ preventScroll: true })
        result.scrollIntoView({ block: 'start' })
      }
    }

    function focusFirst(item) {
      const control = document.querySelector(`#${prefix}-${item.id} :is(input:checked, input, select, button)`)
      if (control)
        control.focus()
    }

    function inputsOf(item) {
      return Array.from(root.querySelectorAll(`#${prefix}-${item.id} input`))
    }

    function selectsOf(item) {
      return Array.from(root.querySelectorAll(`#${prefix}-${item.id} select`))
    }

    function say(words) {
      live.textContent = words
    }

    // Reports (xAPI)

    function reaches(score, max) {
      return score * 100 >= params.passPercentage * max - 1e-9
    }

    function duration() {
      return `PT${Math.round((Date.now() - (self.activityStartTime || Date.now())) / 10) / 100}S`
    }

    function describeWhole(event) {
      const statement = event.data.statement
      statement.object.definition = Object.assign({}, statement.object.definition, {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        interactionType: 'compound',
        description: { 'en-US': params.intro ? plain(params.intro) : '' },
      })
      if (capture)
        statement.result = { completion: true, duration: duration() }
      else
        event.setScoredResult(self.getScore(), self.getMaxScore(), self, true, params.passPercentage > 0 ? reaches(self.getScore(), self.getMaxScore()) : undefined)
    }

    /** The statement "answered" of one item, as Moodle and other hosts report it. */
    function answeredEvent(item) {
      const event = new H5P.XAPIEvent()
      event.setActor()
      event.setVerb('answered')
      const parent = event.getContentXAPIId(self) || ''
      const statement = event.data.statement
      statement.object = {
        id: `${parent}${parent.includes('?') ? '&' : '?'}subContentId=${item.id}`,
        objectType: 'Activity',
        definition: Object.assign({
          extensions: { 'http://h5p.org/x-api/h5p-local-content-id': contentId, 'http://h5p.org/x-api/h5p-subContentId': item.id },
          type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
          description: { 'en-US': plain(`${item.stem} ${item.detail || ''}`) },
        }, interaction(item)),
      }
      statement.context = {
        contextActivities: {
          parent: [{ id: parent, objectType: 'Activity' }],
          category: self.libraryInfo ? [{ id: `http://h5p.org/libraries/${self.libraryInfo.versionedNameNoSpaces}`, objectType: 'Activity' }] : [],
        },
      }
      statement.result = { completion: true, duration: duration(), response: responsePattern(item, answerOf(item)) }
      if (!capture) {
        const points = isRight(item) ? 1 : 0
        statement.result.score = { min: 0, max: 1, raw: points, scaled: points }
        statement.result.success = points === 1
      }
      return event
    }

    function interaction(item) {
      const described = (texts, name) => texts.map((text, index) => ({ id: name(index), description: { 'en-US': plain(text) } }))
      const definition = { 'single': choice, 'multiple': choice, 'true-false': () => ({ interactionType: 'true-false' }), 'matching': () => ({
        interactionType: 'matching',
        source: described(item.prompts, String),
        target: described(item.choices, String),
      }), 'ordering': () => ({ interactionType: 'sequencing', choices: described(item.choices, String) }) }[item.type]()
      if (!capture)
        definition.correctResponsesPattern = [responsePattern(item, keyOf(item))]
      return definition

      function choice() {
        return { interactionType: 'choice', choices: described(item.options.map(option => option.text), String) }
      }
    }

    function keyOf(item) {
      if (item.key)
        return item.key
      const keys = item.options.map((option, index) => option.correct ? index : -1).filter(index => index >= 0)
      return item.type === 'multiple' ? keys : keys[0]
    }

    function responsePattern(item, response) {
      if (response === undefined)
        return ''
      switch (item.type) {
        case 'true-false':
          return String(response === 0)
        case 'matching':
          return response.map((choice, row) => choice === null ? null : `${row}[.]${choice}`).filter(pair => pair !== null).join('[,]')
        default:
          return [].concat(response).join('[,]')
      }
    }

    function hint(words) {
      return state.submitted ? [] : [element('p', { class: 'lq-hint' }, [words])]
    }
  }

  Quiz.prototype = Object.create(H5P.EventDispatcher.prototype)
  Quiz.prototype.constructor = Quiz
  return Quiz

  /** True when a stored answer still fits the item: contents change between two visits. */
  function fits(item, value) {
    const size = (item.type === 'matching' || item.type === 'ordering' ? item.choices : item.options).length
    const isIndex = index => Number.isInteger(index) && index >= 0 && index < size
    switch (item.type) {
      case 'multiple':
        return Array.isArray(value) && value.length > 0 && value.every(isIndex) && new Set(value).size === value.length
      case 'ordering':
        return Array.isArray(value) && value.length === size && value.every(isIndex) && new Set(value).size === size
      case 'matching':
        return Array.isArray(value) && value.length === item.prompts.length && value.every(choice => choice === null || isIndex(choice)) && value.some(choice => choice !== null)
      default:
        return isIndex(value)
    }
  }

  /** A copy in an order that depends on the seed alone (mulberry32, Fisher and Yates). */
  function shuffled(list, seed) {
    let at = seed >>> 0
    const random = () => {
      at = at + 0x6D2B79F5 >>> 0
      let mixed = Math.imul(at ^ at >>> 15, at | 1)
      mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)
      return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296
    }
    const copy = list.slice()
    for (let last = copy.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [copy[last], copy[other]] = [copy[other], copy[last]]
    }
    return copy
  }

  function hash(text) {
    return Array.from(text).reduce((sum, letter) => Math.imul(sum, 31) + letter.codePointAt(0) | 0, 7)
  }

  function element(name, attributes, children) {
    const node = document.createElement(name)
    Object.keys(attributes || {}).forEach(key => node.setAttribute(key, attributes[key]))
    node.append(...(children || []))
    return node
  }

  /** An element with HTML from the content, which the host or Lectern's own parser has made safe. */
  function rich(name, html, className) {
    const node = element(name, className ? { class: className } : {})
    node.innerHTML = html
    Array.from(node.querySelectorAll('a[href]')).forEach((link) => {
      link.target = '_blank'
      link.rel = 'noopener'
    })
    Array.from(node.querySelectorAll('table')).forEach((table) => {
      const frame = element('div', { class: 'lq-table' })
      table.replaceWith(frame)
      frame.appendChild(table)
    })
    return node
  }

  /** The words of HTML; the numbers of references are not words. */
  function plain(html) {
    const node = element('div')
    node.innerHTML = html
    Array.from(node.querySelectorAll('sup.citation')).forEach(number => number.remove())
    return node.textContent.replace(/\s+/g, ' ').trim()
  }

  function button(label, className, press) {
    const node = element('button', { type: 'button', class: className }, [label])
    node.addEventListener('click', press)
    return node
  }

  /** A status is never colour alone: a symbol and a word. */
  function mark(kind, words) {
    return element('span', { class: `lq-mark lq-${kind}` }, [element('span', { 'aria-hidden': 'true' }, [kind === 'right' ? '✓ ' : '✗ ']), words])
  }

  function fill(text, values) {
    return text.replace(/@(\w+)/g, (whole, name) => name in values ? String(values[name]) : whole)
  }
})()
