import { sentencesOf } from '../../prose/sentences.ts'
import { defineRule, foundIn } from '../../rule.ts'

/** Words that a listener cannot hold; 25 is what most guides advise. */
const LIMIT = 50

export const longSentence = defineRule({
  id: 'language-long-sentence',
  family: 'language',
  severity: 'warning',
  why: 'A sentence of more than 50 words cannot be read aloud in one breath, and nobody follows it on a slide.',
  mend: 'Split the sentence.',
  source: 'Lectern; plainlanguage.gov advises an average of 15 to 20 words',
  examples: {
    fires: ['# Too long\n\nThe trial that was done in one center over a period of twenty-two weeks with twelve weeks of the drug and four weeks of placebo in an order that was counterbalanced and in which neither the women nor those who rated their pain every evening knew which of the two they were taking found a difference that was small.'],
    silent: ['# Short enough\n\nThe trial lasted 22 weeks. The women took the drug for 12 weeks and placebo for 4; nobody knew which was which.', '# A list is no sentence\n\nAnxiety, headache, nausea, vomiting, cramps'],
  },
  find: document => document.pieces
    .filter(piece => piece.slide !== undefined && ['headline', 'body', 'list-item', 'quote', 'note'].includes(piece.kind) && !piece.within.includes('References'))
    .flatMap(piece => sentencesOf(piece.text).flatMap(({ text, start }) => {
      const words = text.match(/[\p{L}\d]+(?:['’.-][\p{L}\d]+)*/gu)?.length ?? 0
      const isList = (text.match(/[,;]/g)?.length ?? 0) > words / 6
      return words > LIMIT && !isList ? [foundIn(piece, start, start + text.length, `This sentence has ${words} words.`)] : []
    })),
})
