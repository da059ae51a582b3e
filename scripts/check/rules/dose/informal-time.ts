import { notationRule } from '../../dose/dose-rule.ts'

const words: Record<string, string> = { hr: 'hour', wk: 'week', yr: 'year', mo: 'month', mth: 'month' }

function spellOut(match: RegExpExecArray, text: string): string | undefined {
  const word = words[match[0].replace(/s?\.?$/, '')]
  if (!word)
    return match[0].startsWith('avg') ? 'mean' : undefined
  const before = text.slice(Math.max(0, match.index - 12), match.index)
  const number = /[\d.,]+\s?$/.exec(before)?.[0].trim()
  const lead = /\d$/.test(before) ? ' ' : ''
  return `${lead}${word}${number === '1' ? '' : 's'}`
}

export const informalTime = notationRule({
  id: 'dose-informal-time',
  severity: 'warning',
  source: 'Lectern',
  pattern: /(?<=(?<![\p{L}\d])\d[\d.,]{0,8}\s?)(?:hrs?|wks?|yrs?|mos|mths?)(?![\p{L}\d])(?:\.(?=\s[a-z]))?|(?<![\p{L}\d])avg\.?(?=\s)/u,
  reads: 'something else by readers of another language',
  use: 'the whole word',
  fix: spellOut,
  fires: ['for 12 wks', '1-2 hrs', '12.3 yrs', 'avg age 12'],
  silent: ['for 12 weeks', 'MR 12 ms', 'average age'],
})
