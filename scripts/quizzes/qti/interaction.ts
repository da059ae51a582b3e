import type { Item, Quiz, Shape } from '../quiz-model.ts'
import type { RichText } from '../rich-text.ts'
import type { QtiText } from './qti-text.ts'
import type { QtiVersion } from './qti-version.ts'
import { element, xmlText } from '../xml.ts'
import { blankResponse, choiceId, optionId, promptId } from './identifiers.ts'

/** The part of an item's body that is answered, with the question. */
export function interaction(version: QtiVersion, item: Item, quiz: Quiz, text: QtiText): string {
  const { q } = version
  const shuffle = quiz.shuffle.options
  const stem = text.write(item.stem)
  const detail = item.detail ? text.write(item.detail) : ''
  const prompt = q('prompt', {}, stem)
  const choices = (texts: readonly RichText[], id: (index: number) => string) => texts.map((option, index) => q('simpleChoice', { identifier: id(index) }, text.write(option))).join('')
  const choose = (texts: readonly RichText[], maxChoices: number, mix: boolean) => q('choiceInteraction', { responseIdentifier: 'RESPONSE', shuffle: mix, maxChoices }, prompt, choices(texts, optionId))
  switch (item.type) {
    case 'single':
      return detail + choose(item.options.map(option => option.text), 1, shuffle)
    case 'true-false':
      return detail + choose(item.options.map(option => option.text), 1, false)
    case 'multiple':
      return detail + choose(item.options.map(option => option.text), 0, shuffle)
    case 'likert':
      return detail + choose(item.points, 1, false)
    case 'ordering':
      return detail + q('orderInteraction', { responseIdentifier: 'RESPONSE', shuffle: true }, prompt, choices(item.choices, choiceId))
    case 'matching': {
      const set = (texts: readonly RichText[], id: (index: number) => string, matchMax: number) => q('simpleMatchSet', {}, ...texts.map((choice, index) => q('simpleAssociableChoice', { identifier: id(index), matchMax }, text.write(choice))))
      // A choice may serve several prompts; a prompt takes one choice.
      return detail + q('matchInteraction', { responseIdentifier: 'RESPONSE', shuffle: false, maxAssociations: item.prompts.length }, prompt, set(item.prompts, promptId, 1), set(item.choices, choiceId, item.prompts.length))
    }
    case 'numeric':
      return `${element('p', {}, stem)}${detail}${element('p', {}, q('textEntryInteraction', { responseIdentifier: 'RESPONSE', expectedLength: 10 }), item.answer.unit ? ` ${xmlText(item.answer.unit)}` : '')}`
    case 'fill-in': {
      const entry = (index: number) => q('textEntryInteraction', { responseIdentifier: blankResponse(index), expectedLength: 20 })
      const bare = !item.stem.blanks && !item.detail?.blanks
      return [
        element('p', {}, text.write(item.stem, entry)),
        item.detail ? text.write(item.detail, index => entry(item.stem.blanks + index)) : '',
        bare ? element('p', {}, entry(0)) : '',
      ].join('')
    }
    case 'hot-spot': {
      const figure = text.figure(item.image)
      const image = version.number === '3.0'
        ? element('img', { src: text.path(figure), alt: item.image.alt, width: figure.width, height: figure.height })
        : element('object', { type: figure.mime, data: text.path(figure), width: figure.width, height: figure.height }, xmlText(item.image.alt))
      const spots = item.regions.map((region, index) => q('hotspotChoice', { identifier: optionId(index), ...coordinates(region.shape, figure), hotspotLabel: region.text.text }))
      return detail + q('hotspotInteraction', { responseIdentifier: 'RESPONSE', maxChoices: 1 }, prompt, image, ...spots)
    }
    case 'free-text':
      return detail + q('extendedTextInteraction', { responseIdentifier: 'RESPONSE', expectedLines: 5 }, prompt)
    case 'commitment': {
      // Both fields are asked for by the same words; the learner may answer one of them.
      const own = q('extendedTextInteraction', { responseIdentifier: 'RESPONSE_OWN', expectedLines: 2 }, q('prompt', {}, stem, item.within ? ` (${xmlText(item.within)})` : ''))
      return detail + (item.changes.length ? choose(item.changes, 0, false) : '') + own
    }
  }
}

/** Pixels of the picture, as QTI counts. A circle's radius is in percent of the width. */
export function coordinates(shape: Shape, picture: { width: number, height: number }): { shape: string, coords: string } {
  const x = (percent: number) => Math.round(percent * picture.width / 100)
  const y = (percent: number) => Math.round(percent * picture.height / 100)
  switch (shape.kind) {
    case 'rect':
      return { shape: 'rect', coords: [x(shape.x), y(shape.y), x(shape.x + shape.width), y(shape.y + shape.height)].join(',') }
    case 'circle':
      return { shape: 'circle', coords: [x(shape.x), y(shape.y), x(shape.radius)].join(',') }
    case 'poly':
      return { shape: 'poly', coords: shape.points.flatMap(([left, top]) => [x(left), y(top)]).join(',') }
  }
}
