/*!
 * Lectern.Quiz, grading: how responses are read, graded, drawn and shuffled. MIT licence.
 *
 * The one place where it is decided: this very file runs in the H5P content type and, by scripts/quizzes/grading.ts, on
 * the server. Pure: no function looks at anything but its arguments. An item is one of content.json.
 */
globalThis.Lectern = globalThis.Lectern || {}

globalThis.Lectern.grading = (function () {
  'use strict'

  /** Longest text that is taken from a learner, in characters: an answer, not an upload. */
  const LONGEST_TEXT = 10000

  return { LONGEST_TEXT, readResponse, isGraded, points, fillsBlank, comparable, readNumber, reaches, shuffled, hashText, drawn }

  /** A response from outside (a browser, a store). Undefined when it does not fit the item: nothing is repaired. */
  function readResponse(item, value) {
    switch (item.type) {
      case 'single':
      case 'true-false':
        return isIndex(value, item.options.length) ? value : undefined
      case 'likert':
        return isIndex(value, item.points.length) ? value : undefined
      case 'hot-spot':
        return isIndex(value, item.regions.length) ? value : undefined
      case 'multiple':
        return areIndices(value, item.options.length) && value.length ? ascending(value) : undefined
      case 'ordering':
        return areIndices(value, item.choices.length) && value.length === item.choices.length ? value.slice() : undefined
      case 'matching':
        return Array.isArray(value) && value.length === item.prompts.length && Array.from(value).every(choice => choice === null || isIndex(choice, item.choices.length)) && value.some(choice => choice !== null)
          ? value.slice()
          : undefined
      case 'numeric':
      case 'free-text':
        return isText(value) && value.trim() ? value.trim() : undefined
      case 'fill-in':
        return Array.isArray(value) && value.length === item.blanks.length && Array.from(value).every(isText) && value.some(text => text.trim())
          ? value.map(text => text.trim())
          : undefined
      case 'commitment':
        return value && areIndices(value.changes, item.changes.length) && isText(value.own) && (value.changes.length || value.own.trim())
          ? { changes: ascending(value.changes), own: value.own.trim() }
          : undefined
    }
  }

  /** True when the item has a right answer; never in content without keys. */
  function isGraded(item) {
    switch (item.type) {
      case 'single':
      case 'multiple':
      case 'true-false':
      case 'hot-spot':
        return (item.options || item.regions).some(option => option.correct)
      case 'matching':
      case 'ordering':
        return !!item.key && item.key.length > 0
      case 'numeric':
        return !!item.answer && Number.isFinite(item.answer.value)
      case 'fill-in':
        return item.blanks.every(blank => blank.accepts && blank.accepts.length)
      default:
        return false
    }
  }

  /** Points from 0 to 1 for a response that fits. `partial` lists the types of which a part counts. */
  function points(item, response, partial) {
    const share = (right, all) => partial.includes(item.type) ? right / all : Number(right === all)
    switch (item.type) {
      case 'single':
      case 'true-false':
        return item.options[response].correct ? 1 : 0
      case 'hot-spot':
        return item.regions[response].correct ? 1 : 0
      case 'multiple': {
        const keys = item.options.filter(option => option.correct).length
        const right = response.filter(index => item.options[index].correct).length
        return share(Math.max(0, right - (response.length - right)), keys)
      }
      case 'matching':
      case 'ordering':
        return share(item.key.filter((choice, place) => response[place] === choice).length, item.key.length)
      case 'fill-in':
        return share(response.filter((typed, blank) => fillsBlank(item, blank, typed)).length, item.blanks.length)
      case 'numeric': {
        const typed = readNumber(response, item.unit)
        // 0.1 + 0.2 is not 0.3: an answer on the edge of the tolerance is within it.
        return typed !== undefined && Math.abs(typed - item.answer.value) <= (item.answer.tolerance || 0) + 1e-9 ? 1 : 0
      }
      default:
        return 0
    }
  }

  /** True when what was typed into a blank is one of its accepted variants. */
  function fillsBlank(item, blank, typed) {
    const given = comparable(typed, item.exact)
    return item.blanks[blank].accepts.some(variant => comparable(variant, item.exact) === given)
  }

  /** A typed text with what never matters taken away: white space, kinds of hyphens and quotes, compatibility characters. */
  function comparable(text, exact) {
    const plain = text.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[\u2018\u2019]/g, '\'').replace(/[\u201C\u201D]/g, '"').replace(/\s+/g, ' ').trim()
    return exact ? plain : plain.toLowerCase()
  }

  /** A number as learners type it: a decimal point or comma, a minus sign of either form, with or without the item's unit. */
  function readNumber(typed, unit) {
    let plain = comparable(typed, true)
    const ending = unit && comparable(unit, true)
    if (ending && plain.endsWith(ending))
      plain = plain.slice(0, -ending.length).trim()
    plain = plain.replace(',', '.')
    return /^[-+]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined
  }

  /** True when the points reach the pass mark (percent). Thirds add up to a hair below a whole, hence the margin. */
  function reaches(score, max, passMark) {
    return score * 100 >= passMark * max - 1e-9
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

  /** A number that depends on a text alone: gives every item its own order under one seed. */
  function hashText(text) {
    return Array.from(text).reduce((sum, letter) => Math.imul(sum, 31) + letter.codePointAt(0) | 0, 7)
  }

  /** The entries that an attempt shows, in the order of the source; stratumOf gives an entry's objective. */
  function drawn(entries, pool, seed, stratumOf) {
    const stratified = pool && pool.strata && pool.strata.length
    if (!stratified && !(pool && pool.draw))
      return entries
    const take = (part, count, name) => shuffled(part, seed + hashText(`draw ${name}`)).slice(0, count)
    const taken = new Set(stratified
      ? pool.strata.reduce((all, stratum) => all.concat(take(entries.filter(entry => stratumOf(entry) === stratum.objective), stratum.draw, stratum.objective)), [])
      : take(entries, pool.draw, ''))
    return entries.filter(entry => taken.has(entry))
  }

  function isIndex(value, length) {
    return Number.isInteger(value) && value >= 0 && value < length
  }

  /** True for a list of indices, each at most once. */
  function areIndices(value, length) {
    return Array.isArray(value) && Array.from(value).every(index => isIndex(index, length)) && new Set(value).size === value.length
  }

  function ascending(indices) {
    return indices.slice().sort((a, b) => a - b)
  }

  function isText(value) {
    return typeof value === 'string' && value.length <= LONGEST_TEXT
  }
})()
