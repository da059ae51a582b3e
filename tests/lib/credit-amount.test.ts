import { describe, expect, it } from 'vitest'
import { creditAmount, creditName, withAmaTerm } from '../../lib/credit-amount.ts'
import { PARTICIPATION } from '../../lib/credit-type.ts'
import { notAccreditedStatement } from '../../lib/not-accredited.ts'
import { sentenceEnd } from '../../lib/sentence-end.ts'
import { statementPieces } from '../../lib/statement-pieces.ts'

describe('the name of AMA credit', () => {
  it.each(['AMA PRA Category 1 Credit', 'AMA PRA Category 1 Credit™', '*AMA PRA Category 1 Credit*™', '*AMA PRA Category 1 Credit*'])('is in italics and has its trademark sign, however a course writes it: %s', (type) => {
    expect(withAmaTerm(`Up to 2 ${type}, claimed`)).toBe('Up to 2 *AMA PRA Category 1 Credit*™, claimed')
    expect(statementPieces(`a ${type}.`)).toEqual([{ tag: 'span', words: 'a ' }, { tag: 'em', words: 'AMA PRA Category 1 Credit' }, { tag: 'span', words: '™.' }])
  })

  it('is so in what courses without accreditation say', () => {
    expect(statementPieces(notAccreditedStatement)[1]).toEqual({ tag: 'em', words: 'AMA PRA Category 1 Credit' })
    expect(notAccreditedStatement).toContain('Credit*™ or any other credit')
  })
})

describe('an amount', () => {
  it.each([
    [1, PARTICIPATION, 'en', '1 hour of participation'],
    [0.75, PARTICIPATION, 'en', '0.75 hours of participation'],
    [1, PARTICIPATION, 'es', '1 hora de participación'],
    [1.25, PARTICIPATION, 'es', '1.25 horas de participación'],
    [1, '*AMA PRA Category 1 Credit(s)*™', 'en', '1 *AMA PRA Category 1 Credit*™'],
    [0.5, 'AMA PRA Category 1 Credit', 'es', '0.5 *AMA PRA Category 1 Credits*™'],
    [1, 'ANCC contact hours', 'en', '1 ANCC contact hour'],
    [2, 'Demonstration unit (no credit of any kind)', 'en', '2 Demonstration unit (no credit of any kind)'],
  ])('%d %s in %s', (credits, type, language, amount) => {
    expect(creditAmount(credits, type, language)).toBe(amount)
  })

  it('names what stands in place of credit in the reader’s language', () => {
    expect(creditName(PARTICIPATION, 'es')).toBe('horas de participación')
  })
})

it('a name with a full stop ends a sentence with one', () => {
  expect([sentenceEnd('Ann Lee, M.D.'), sentenceEnd('Ann Lee, RN')]).toEqual(['Ann Lee, M.D.', 'Ann Lee, RN.'])
})
