/* global H5P */
/*!
 * Lectern.Quiz: an H5P content type without dependencies. MIT licence.
 *
 * A response is what scripts/quizzes/response.ts says; grading.js reads and grades it. In capture mode the content holds
 * no keys and the page shows no score.
 *
 * A page that plays it itself may set window.Lectern.host before: `words` in place of the content's, `contentLanguage` to mark
 * the questions where that differs from the page's, `complete` where nothing but words may be left empty.
 */
window.Lectern = window.Lectern || {}

window.Lectern.Quiz = (function () {
  'use strict'

  const { grading, tables } = window.Lectern
  const STATE_VERSION = 1
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const SVG = 'http://www.w3.org/2000/svg'
  let instances = 0

  /**
   * @param {object} params content.json
   * @param {string|number} contentId
   * @param {object} extras with previousState when the learner has been here before
   */
  function Quiz(params, contentId, extras) {
    H5P.EventDispatcher.call(this)
    const self = this
    const host = window.Lectern.host || {}
    const l10n = Object.assign({}, params.l10n, host.words)
    const allItems = params.items
    const capture = params.mode === 'capture'
    const partial = params.partialCredit || []
    const figures = params.figures || []
    const cases = params.cases || []
    const prefix = `lectern-quiz-${++instances}`
    let state = restore((extras && extras.previousState) || {})
    let entries
    // What this attempt asks: in the order of the source, and as shown.
    let items
    let shown
    arrange()
    // The entry that stands alone on the page, when one does.
    let at = 0
    let root
    let live

    this.contentId = contentId

    // What an H5P host calls

    this.attach = function ($container) {
      root = element('div', params.direction ? { class: 'lectern-quiz', dir: params.direction } : { class: 'lectern-quiz' })
      live = element('p', { 'class': 'lq-hidden', 'aria-live': 'polite' })
      const container = $container.get ? $container.get(0) : $container[0]
      container.classList.add('h5p-lectern-quiz')
      container.appendChild(root)
      render()
      // A turn of the phone, a larger text, a page that was hidden and is shown.
      if (window.ResizeObserver)
        new window.ResizeObserver(() => window.requestAnimationFrame(settle)).observe(root)
      self.setActivityStarted()
    }

    // Thirds add up to a hair beside a whole.
    this.getScore = () => Math.round(items.reduce((sum, item) => sum + pointsOf(item), 0) * 1e6) / 1e6
    this.getMaxScore = () => items.filter(isGraded).length
    this.getAnswerGiven = () => state.submitted || items.some(item => answerOf(item) !== undefined)
    this.getCurrentState = () => ({ version: STATE_VERSION, seed: state.seed, answers: state.answers, submitted: state.submitted, solutions: state.solutions, presentation: state.presentation })
    this.getTitle = () => H5P.createTitle((extras && extras.metadata && extras.metadata.title) || 'Quiz')

    this.showSolutions = function () {
      if (capture)
        return
      state.submitted = true
      state.solutions = true
      render()
    }

    this.resetTask = function () {
      state = restore({ version: STATE_VERSION, presentation: state.presentation })
      at = 0
      arrange()
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
      allItems.forEach((item) => {
        const answer = known.answers instanceof Object ? grading.readResponse(item, known.answers[item.id]) : undefined
        if (answer !== undefined)
          answers[item.id] = answer
      })
      const seed = Number.isInteger(params.seed) ? params.seed : known.seed
      return {
        seed: Number.isInteger(seed) ? seed : Math.floor(Math.random() * 0x7FFFFFFF),
        answers,
        submitted: known.submitted === true,
        solutions: known.solutions === true && !capture,
        // How it is shown is the learner's choice, the author's where they have made none.
        presentation: ['page', 'single'].find(value => value === known.presentation),
      }
    }

    /** What this attempt shows: single items, and cases with all of theirs. */
    function arrange() {
      const grouped = []
      allItems.forEach((item) => {
        const last = grouped[grouped.length - 1]
        if (item.caseId && last && last.caseId === item.caseId)
          last.items.push(item)
        else
          grouped.push({ caseId: item.caseId, items: [item] })
      })
      const stratum = entry => entry.items.map(item => item.objective).find(Boolean)
      const drawn = grading.drawn(grouped, params.pool, state.seed, stratum)
      entries = params.shuffleQuestions ? grading.shuffled(drawn, state.seed) : drawn
      shown = entries.reduce((all, entry) => all.concat(entry.items), [])
      items = allItems.filter(item => shown.includes(item))
    }

    function answerOf(item) {
      return grading.readResponse(item, state.answers[item.id])
    }

    function isGraded(item) {
      return !capture && grading.isGraded(item)
    }

    function pointsOf(item) {
      const response = answerOf(item)
      return response === undefined || !isGraded(item) ? 0 : grading.points(item, response, partial)
    }

    function isRight(item) {
      return pointsOf(item) === 1
    }

    /** Keeps a response; a host is told of it at once, but not of every letter that is typed. */
    function answer(item, response, typing) {
      if (grading.readResponse(item, response) === undefined)
        delete state.answers[item.id]
      else
        state.answers[item.id] = response
      showProgress()
      if (!typing)
        self.triggerXAPI('interacted')
    }

    /** Indices of an item's options in the order shown. */
    function optionOrder(item) {
      const indices = item.options.map((_, index) => index)
      return params.shuffleOptions && item.type !== 'true-false' ? grading.shuffled(indices, state.seed + grading.hashText(item.id)) : indices
    }

    /** The order an ordering item is shown in: the learner's, else one that is not the key. */
    function entryOrder(item) {
      const given = answerOf(item)
      if (given)
        return given
      const order = grading.shuffled(item.choices.map((_, index) => index), state.seed + grading.hashText(item.id))
      if (item.key && item.key.every((choice, place) => order[place] === choice))
        order.push(order.shift())
      return order
    }

    // The page

    const renderers = {
      'single': renderOptions,
      'multiple': renderOptions,
      'true-false': renderOptions,
      'matching': renderMatching,
      'ordering': renderOrdering,
      'numeric': renderNumeric,
      'fill-in': renderFillIn,
      'hot-spot': renderHotSpot,
      'likert': renderLikert,
      'free-text': item => [renderTextArea(item, l10n.yourAnswer, answerOf(item), text => text)],
      'commitment': renderCommitment,
    }

    function render() {
      if (!root)
        return
      root.textContent = ''
      root.append(
        live,
        ...(state.submitted ? [renderResult()] : []),
        ...(params.intro && !state.submitted ? [rich('div', params.intro, 'lq-intro')] : []),
        ...(state.submitted || entries.length < 2 ? [] : [renderPresentation()]),
        ...(alone() ? [renderEntry(entries[at]), renderTurn()] : entries.map(renderEntry)),
        ...(state.submitted ? renderReferences() : [renderSubmit()]),
      )
      showProgress()
      settle()
    }

    /** True while one question stands on the page by itself, with the others before and after it. */
    function alone() {
      return presentation() === 'single' && !state.submitted && entries.length > 1
    }

    function presentation() {
      return state.presentation || (params.presentation === 'single' ? 'single' : 'page')
    }

    /** One question at a time or all on one page. */
    function renderPresentation() {
      const choose = (value, words) => {
        const control = button(words, 'lq-present', () => {
          const first = alone() ? entries[at].items[0] : undefined
          at = Math.max(0, entries.findIndex(entry => entry.items.some(item => answerOf(item) === undefined)))
          state.presentation = value
          self.triggerXAPI('interacted')
          render()
          root.querySelector('.lq-present[aria-pressed="true"]').focus({ preventScroll: !first })
        })
        control.setAttribute('aria-pressed', String(presentation() === value))
        return control
      }
      return element('p', { class: 'lq-presentation', role: 'group' }, [choose('page', l10n.allOnOnePage), choose('single', l10n.oneByOne)])
    }

    /** Back and forth between single questions. */
    function renderTurn() {
      const turn = (step, words) => {
        const control = button(words, 'lq-secondary', () => {
          const target = at + step
          if (target >= 0 && target < entries.length)
            show(target)
        })
        if (at + step < 0 || at + step >= entries.length)
          control.setAttribute('aria-disabled', 'true')
        return control
      }
      return element('p', { class: 'lq-turn' }, [turn(-1, l10n.previous), turn(1, l10n.next)])
    }

    /** Shows one entry alone; reading goes on at its first question. */
    function show(target) {
      at = target
      render()
      const fieldset = root.querySelector('.lq-item')
      fieldset.setAttribute('tabindex', '-1')
      fieldset.focus({ preventScroll: true })
      fieldset.scrollIntoView({ block: 'nearest' })
    }

    /** After every change of the page: tells the host its height. */
    function settle() {
      tables.fit(root)
      self.trigger('resize')
    }

    function renderEntry(entry) {
      const vignette = cases.find(one => one.id === entry.caseId)
      if (!vignette)
        return renderItem(entry.items[0])
      const id = `${prefix}-${vignette.id}`
      return element('section', { 'class': 'lq-case', 'role': 'group', 'aria-labelledby': id }, [
        element('p', { class: 'lq-number' }, [l10n.case]),
        element('p', { id, class: 'lq-stem' }, [rich('span', vignette.title)]),
        ...(vignette.detail ? [rich('div', vignette.detail, 'lq-detail')] : []),
        ...entry.items.map(renderItem),
      ])
    }

    function renderItem(item) {
      const fieldset = element('fieldset', { class: 'lq-item', id: `${prefix}-${item.id}` }, [
        element('legend', {}, [
          element('span', { class: 'lq-number' }, [fill(l10n.questionOf, { number: shown.indexOf(item) + 1, total: items.length }), ...(state.submitted && isGraded(item) ? [' · ', verdict(item)] : []), ...(mayBeEmpty(item) ? [` · ${l10n.optional}`] : []), '\u00A0']),
          // The space that does not break keeps the name from running on, in Chromium: "Question 1 of 3How is".
          rich('span', item.stem, 'lq-stem'),
        ]),
      ])
      const detail = item.detail && rich('div', item.detail, 'lq-detail')
      if (detail)
        fieldset.appendChild(detail)
      fieldset.append(...renderers[item.type](item, detail))
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
        const row = choice(item, index, multiple, chosen.includes(index), item.type === 'true-false' ? l10n[index ? 'isFalse' : 'isTrue'] : option.text, () => {
          const checked = checkedOf(item)
          answer(item, multiple ? checked : checked[0])
        })
        if (state.submitted && isGraded(item))
          row.append(...renderOptionMarks(option, chosen.includes(index)))
        return row
      })
      return multiple ? [...hint(l10n.hintMultiple), ...rows] : rows
    }

    /** A radio button or check box with its label. */
    function choice(item, index, multiple, checked, html, change) {
      const input = element('input', { type: multiple ? 'checkbox' : 'radio', name: `${prefix}-${item.id}-option`, value: String(index) })
      input.checked = checked
      input.disabled = state.submitted
      input.addEventListener('change', change)
      return element('div', { class: 'lq-option' }, [element('label', {}, [input, rich('span', html, 'lq-text')])])
    }

    function checkedOf(item) {
      return Array.from(root.querySelectorAll(`#${prefix}-${item.id} input:checked`)).map(input => Number(input.value)).sort((a, b) => a - b)
    }

    function renderLikert(item) {
      const response = answerOf(item)
      return [element('div', { class: 'lq-scale' }, item.points.map((point, index) => choice(item, index, false, response === index, point, () => answer(item, index))))]
    }

    function renderCommitment(item) {
      const response = answerOf(item) || { changes: [], own: '' }
      const given = own => ({ changes: checkedOf(item), own })
      const area = renderTextArea(item, l10n.own, response.own, given)
      return [
        ...(item.within ? [element('p', {}, [fill(l10n.within, { within: item.within })])] : []),
        ...(item.changes.length ? hint(l10n.hintCommitment) : []),
        ...item.changes.map((change, index) => choice(item, index, true, response.changes.includes(index), change, () => answer(item, given(area.querySelector('textarea').value)))),
        area,
      ]
    }

    /** A field for many words; `given` makes a response of them. */
    function renderTextArea(item, name, text, given) {
      const area = element('textarea', { rows: '3', maxlength: String(grading.LONGEST_TEXT) })
      area.value = text || ''
      return element('label', { class: 'lq-field' }, [element('span', {}, [name]), typed(item, area, () => given(area.value))])
    }

    /** Keeps what is typed into a field, letter by letter. */
    function typed(item, field, response) {
      field.readOnly = state.submitted
      field.addEventListener('input', () => answer(item, response(), true))
      field.addEventListener('change', () => answer(item, response()))
      return field
    }

    function renderNumeric(item) {
      const input = element('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', maxlength: '40' })
      const doubt = element('p', { 'class': 'lq-hint', 'aria-live': 'polite' })
      input.value = answerOf(item) || ''
      input.addEventListener('change', () => {
        const strange = input.value.trim() && grading.readNumber(input.value, item.unit) === undefined
        input.setAttribute('aria-invalid', String(!!strange))
        doubt.textContent = strange ? l10n.notANumber : ''
      })
      const parts = [
        element('label', { class: 'lq-field lq-short' }, [element('span', {}, [item.unit ? fill(l10n.answerIn, { unit: item.unit }) : l10n.yourAnswer]), typed(item, input, () => input.value)]),
        doubt,
      ]
      if (state.solutions && isGraded(item)) {
        const { value, tolerance } = item.answer
        const unit = item.unit ? ` ${item.unit}` : ''
        parts.push(element('p', {}, [mark('right', `${l10n.rightAnswer}: ${value}${tolerance ? ` ± ${tolerance}` : ''}${unit}`)]))
      }
      return parts
    }

    /** Blanks of the detail are filled in where they stand; those of the question, and one without a place, below. */
    function renderFillIn(item, detail) {
      const response = answerOf(item) || item.blanks.map(() => '')
      const places = detail ? Array.from(detail.querySelectorAll('.lq-gap')) : []
      const fields = item.blanks.map((blank, index) => {
        const name = item.blanks.length > 1 ? fill(l10n.blank, { number: index + 1 }) : l10n.yourAnswer
        const input = element('input', { 'type': 'text', 'autocomplete': 'off', 'autocapitalize': 'off', 'spellcheck': 'false', 'maxlength': '200', 'aria-label': name })
        input.value = response[index]
        return typed(item, input, () => fields.map(field => field.value))
      })
      const below = []
      fields.forEach((field, index) => {
        const place = places[index - (fields.length - places.length)]
        const marked = [field, ...blankMarks(item, index, response[index])]
        if (place)
          place.replaceWith(element('span', { class: 'lq-blank' }, marked))
        else
          below.push(element('p', { class: 'lq-field lq-short' }, [element('span', { 'aria-hidden': 'true' }, [field.getAttribute('aria-label')]), ...marked]))
      })
      return below
    }

    function blankMarks(item, index, given) {
      if (!state.submitted || !isGraded(item))
        return []
      const right = grading.fillsBlank(item, index, given)
      return [
        ' ',
        mark(right ? 'right' : 'wrong', right ? l10n.right : given ? l10n.wrong : l10n.unanswered),
        ...(state.solutions && !right ? [' ', mark('right', `${l10n.rightAnswer}: ${item.blanks[index].accepts.join(' / ')}`)] : []),
      ]
    }

    /** The regions are outlined and lettered; keyboard and screen reader choose among the same letters below. */
    function renderHotSpot(item) {
      const response = answerOf(item)
      const figure = figures[item.figure - 1] || { alt: '', width: 1, height: 1 }
      const outlines = element('svg', { 'viewBox': `0 0 ${figure.width} ${figure.height}`, 'aria-hidden': 'true' }, [], SVG)
      const pick = (index) => {
        outlines.querySelectorAll('g').forEach((group, at) => group.classList.toggle('lq-chosen', at === index))
        answer(item, index)
      }
      const rows = item.regions.map((region, index) => {
        const row = choice(item, index, false, response === index, '', () => pick(index))
        const [letter] = LETTERS.slice(index)
        row.querySelector('input').setAttribute('aria-label', `${letter}: ${plain(region.text)}`)
        row.querySelector('.lq-text').append(letter, ...(state.submitted ? [': ', rich('span', region.text)] : []))
        outlines.appendChild(outline(region.shape, figure, letter, response === index, () => {
          const input = row.querySelector('input')
          if (!input.disabled) {
            input.checked = true
            input.focus({ preventScroll: true })
            pick(index)
          }
        }))
        if (state.submitted && isGraded(item))
          row.append(...renderOptionMarks(region, response === index))
        return row
      })
      return [...hint(l10n.hintHotSpot), element('div', { class: 'lq-spot' }, [picture(figure), outlines]), element('div', { class: 'lq-letters' }, rows)]
    }

    /** The outline of a region with its letter, from `rect x y width height`, `circle x y radius` or `poly x y x y …` in percent. */
    function outline(text, { width, height }, letter, chosen, press) {
      const [kind, ...percents] = text.split(' ')
      const numbers = percents.map(Number)
      const [x, y] = [numbers[0] * width / 100, numbers[1] * height / 100]
      const scaled = numbers.map((number, at) => number * (at % 2 ? height : width) / 100)
      const shape = kind === 'circle'
        ? element('circle', { cx: x, cy: y, r: scaled[2] }, [], SVG)
        : kind === 'rect'
          ? element('rect', { x, y, width: scaled[2], height: scaled[3] }, [], SVG)
          : element('polygon', { points: scaled.join(' ') }, [], SVG)
      const size = Math.max(width / 22, 11)
      // In the upper left corner of the region's box, where it hides least of the picture.
      const lowest = parity => Math.min(...scaled.filter((_, at) => at % 2 === parity))
      const [left, top] = kind === 'poly' ? [lowest(0), lowest(1)] : kind === 'circle' ? [x - scaled[2], y - scaled[2]] : [x, y]
      const label = element('text', { 'x': left + size * 0.25, 'y': top + size, 'font-size': size, 'stroke-width': size / 5 }, [letter], SVG)
      const group = element('g', chosen ? { class: 'lq-chosen' } : {}, [shape, label], SVG)
      group.addEventListener('click', press)
      return group
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
        if (state.submitted && isGraded(item)) {
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
        else if (isGraded(item) && answered) {
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
      if (state.solutions && isGraded(item) && !isRight(item))
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
      const points = pointsOf(item)
      if (points > 0 && points < 1)
        return mark('partly', l10n.partly)
      return mark(points ? 'right' : 'wrong', points ? l10n.right : answerOf(item) === undefined ? l10n.unanswered : l10n.wrong)
    }

    function renderSubmit() {
      const missing = element('div', { class: 'lq-missing' })
      const submitButton = button(l10n.submit, 'lq-primary', () => {
        const open = shown.map((item, index) => ({ item, number: index + 1 })).filter(entry => answerOf(entry.item) === undefined && !mayBeEmpty(entry.item))
        if (!open.length)
          return submit()
        missing.textContent = ''
        missing.append(
          element('p', {}, [`${l10n.missing} `, ...open.map(entry => button(fill(l10n.question, { number: entry.number }), 'lq-link', () => focusFirst(entry.item)))]),
          ...(host.complete ? [] : [button(l10n.submitAnyway, 'lq-secondary', submit)]),
        )
        missing.querySelector('button').focus()
        say(`${l10n.missing} ${open.map(entry => fill(l10n.question, { number: entry.number })).join(', ')}`)
        settle()
      })
      return element('div', { class: 'lq-submit' }, [element('p', { class: 'lq-progress' }), submitButton, missing])
    }

    /** Where everything has to be answered, nobody is made to write all the same, nor to answer what the author left open. */
    function mayBeEmpty(item) {
      return !!item.optional || (!!host.complete && (item.type === 'free-text' || item.type === 'commitment'))
    }

    function renderResult() {
      const result = element('div', { class: 'lq-result', role: 'status', tabindex: '-1' })
      if (capture) {
        result.appendChild(element('p', { class: 'lq-outcome' }, [l10n.recorded]))
        return result
      }
      const score = self.getScore()
      const max = self.getMaxScore()
      const graded = params.passPercentage > 0 && max > 0
      const passed = reaches(score, max)
      const rounded = Math.floor(score * 100 + 1e-6) / 100
      const outcome = graded ? (passed ? l10n.passed : l10n.notPassed) : l10n.finished
      result.append(
        element('p', { class: 'lq-outcome' }, [graded ? mark(passed ? 'right' : 'wrong', outcome) : outcome]),
        // Rounded down: 74.9 must not read as 75 beside "Not passed".
        element('p', {}, [max ? fill(l10n.result, { score: rounded, max, percent: Math.floor(score / max * 100 + 1e-9) }) : '', graded ? ` ${fill(l10n.passMark, { pass: params.passPercentage })}` : '']),
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
            focusFirst(shown[0])
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
      document.getElementById(`${prefix}-${item.id}`).replaceWith(renderItem(item))
      settle()
    }

    function showProgress() {
      const line = root && root.querySelector('.lq-progress')
      if (!line)
        return
      // What may be left empty does not count: whoever has answered the rest is done.
      const required = items.filter(item => !mayBeEmpty(item))
      line.textContent = fill(required.length === items.length ? l10n.answeredOf : l10n.requiredOf, { answered: required.filter(item => answerOf(item) !== undefined).length, total: required.length })
    }

    function focusResult() {
      const result = root && root.querySelector('.lq-result')
      if (result) {
        result.focus({ preventScroll: true })
        result.scrollIntoView({ block: 'start' })
      }
    }

    function focusFirst(item) {
      if (alone() && !entries[at].items.includes(item)) {
        at = entries.findIndex(entry => entry.items.includes(item))
        render()
      }
      const control = document.querySelector(`#${prefix}-${item.id} :is(input:checked, input, select, textarea, button)`)
      if (control)
        control.focus()
    }

    function selectsOf(item) {
      return Array.from(root.querySelectorAll(`#${prefix}-${item.id} select`))
    }

    function say(words) {
      live.textContent = words
    }

    // Reports (xAPI)

    function reaches(score, max) {
      return grading.reaches(score, max, params.passPercentage)
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
      statement.context = Object.assign({}, statement.context, { extensions: { 'urn:lectern:quiz:seed': state.seed } })
      if (!self.getMaxScore())
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
      if (isGraded(item)) {
        const points = pointsOf(item)
        statement.result.score = { min: 0, max: 1, raw: points, scaled: points }
        statement.result.success = points === 1
      }
      return event
    }

    function interaction(item) {
      const described = texts => texts.map((text, index) => ({ id: String(index), description: { 'en-US': plain(text) } }))
      const chosenFrom = list => ({ interactionType: 'choice', choices: described(list.map(option => option.text)) })
      const definition = {
        'single': () => chosenFrom(item.options),
        'multiple': () => chosenFrom(item.options),
        'true-false': () => ({ interactionType: 'true-false' }),
        'matching': () => ({ interactionType: 'matching', source: described(item.prompts), target: described(item.choices) }),
        'ordering': () => ({ interactionType: 'sequencing', choices: described(item.choices) }),
        'numeric': () => ({ interactionType: 'numeric' }),
        'fill-in': () => ({ interactionType: 'fill-in' }),
        'hot-spot': () => chosenFrom(item.regions),
        'likert': () => ({ interactionType: 'likert', scale: described(item.points) }),
        'free-text': () => ({ interactionType: 'long-fill-in' }),
        'commitment': () => ({ interactionType: 'other' }),
      }[item.type]()
      if (isGraded(item))
        definition.correctResponsesPattern = keyPatterns(item)
      return definition
    }

    /** The right responses as xAPI writes them; of the variants of blanks at most a hundred combinations. */
    function keyPatterns(item) {
      const keysOf = list => list.map((option, index) => option.correct ? index : -1).filter(index => index >= 0)
      switch (item.type) {
        case 'single':
        case 'true-false':
          return [responsePattern(item, keysOf(item.options)[0])]
        case 'multiple':
          return [responsePattern(item, keysOf(item.options))]
        case 'hot-spot':
          return [responsePattern(item, keysOf(item.regions)[0])]
        case 'numeric': {
          const { value, tolerance } = item.answer
          const edge = number => String(Math.round(number * 1e9) / 1e9)
          return [`${edge(value - tolerance)}[:]${edge(value + tolerance)}`]
        }
        case 'fill-in':
          return item.blanks
            .reduce((all, blank) => all.reduce((next, start) => next.concat(blank.accepts.map(variant => start.concat(variant))), []).slice(0, 100), [[]])
            .map(words => `{case_matters=${!!item.exact}}${words.join('[,]')}`)
        default:
          return [responsePattern(item, item.key)]
      }
    }

    function responsePattern(item, response) {
      if (response === undefined)
        return ''
      switch (item.type) {
        case 'true-false':
          return String(response === 0)
        case 'matching':
          return response.map((choice, row) => choice === null ? null : `${row}[.]${choice}`).filter(pair => pair !== null).join('[,]')
        case 'numeric': {
          const number = grading.readNumber(response, item.unit)
          return number === undefined ? response : String(number)
        }
        case 'commitment':
          return response.changes.concat(response.own || []).join('[,]')
        default:
          return [].concat(response).join('[,]')
      }
    }

    function hint(words) {
      return state.submitted ? [] : [element('p', { class: 'lq-hint' }, [words])]
    }

    // Texts

    /** An element with HTML from the content, which the host or Lectern's own parser has made safe. */
    function rich(name, html, className) {
      const node = element(name, Object.assign({}, className && { class: className }, host.contentLanguage && { lang: host.contentLanguage }))
      node.innerHTML = html
      node.querySelectorAll('a[href]').forEach((link) => {
        link.target = '_blank'
        link.rel = 'noopener'
      })
      tables.frame(node)
      placeMarks(node)
      return node
    }

    /** Puts pictures and blanks where the text names them: `[[figure 1]]`, `[[blank]]`. */
    function placeMarks(node) {
      Array.from(node.childNodes).forEach((child) => {
        if (child.nodeType !== 3)
          return placeMarks(child)
        const pieces = child.data.split(/(\[\[(?:figure \d+|blank)\]\])/)
        if (pieces.length > 1) {
          child.replaceWith(...pieces.map((piece, at) => {
            if (at % 2 === 0)
              return piece
            const figure = figures[parseInt(piece.slice(9), 10) - 1]
            return figure ? picture(figure) : element('span', { class: 'lq-gap' }, ['_____'])
          }))
        }
      })
    }

    function picture({ alt, image, drawing, width, height }) {
      const src = drawing ? `data:image/svg+xml;base64,${drawing}` : image ? H5P.getPath(image.path, contentId) : ''
      const node = element('img', { src, alt, width, height, class: 'lq-picture' })
      node.addEventListener('load', () => self.trigger('resize'))
      return node
    }

    /** The words of HTML: a picture is its alternative text; the numbers of references are not words. */
    function plain(html) {
      const node = element('div')
      node.innerHTML = html
      node.querySelectorAll('sup.citation').forEach(number => number.remove())
      return node.textContent
        .replace(/\[\[figure (\d+)\]\]/g, (whole, number) => figures[number - 1] ? figures[number - 1].alt : whole)
        .replace(/\[\[blank\]\]/g, '_____')
        .replace(/\s+/g, ' ')
        .trim()
    }
  }

  Quiz.prototype = Object.create(H5P.EventDispatcher.prototype)
  Quiz.prototype.constructor = Quiz
  return Quiz

  function element(name, attributes, children, space) {
    const node = space ? document.createElementNS(space, name) : document.createElement(name)
    Object.keys(attributes || {}).forEach(key => node.setAttribute(key, attributes[key]))
    node.append(...(children || []))
    return node
  }

  function button(label, className, press) {
    const node = element('button', { type: 'button', class: className }, [label])
    node.addEventListener('click', press)
    return node
  }

  /** A status is never colour alone: a symbol and a word. */
  function mark(kind, words) {
    return element('span', { class: `lq-mark lq-${kind}` }, [element('span', { 'aria-hidden': 'true' }, [{ right: '✓ ', wrong: '✗ ', partly: '◐ ' }[kind]]), words])
  }

  function fill(text, values) {
    return text.replace(/@(\w+)/g, (whole, name) => name in values ? String(values[name]) : whole)
  }
})()
