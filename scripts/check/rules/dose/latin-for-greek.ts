import type { Guard } from '../../dose/guards.ts'
import { notationRule } from '../../dose/dose-rule.ts'

const greek: Record<string, string> = { a: 'alpha', b: 'beta', g: 'gamma' }

/** "Interferon a week later": a word, no letter of a name. */
const isArticle: Guard = ({ match }) => / a$/i.test(match[0])

export const latinForGreek = notationRule({
  id: 'dose-latin-for-greek',
  severity: 'warning',
  source: 'Lectern',
  pattern: /(?<![\p{L}\d])(?:interferon|IFN|TNF|TGF|interferons)[ -][aAbBgG](?=[\s,.;:)]|$)/u,
  reads: 'another cytokine',
  use: 'the Greek letter or its name: “interferon-beta”',
  unless: [isArticle],
  fix: ([name]) => `${name.slice(0, -1).replace(' ', '-')}${greek[name.at(-1)!.toLowerCase()]}`,
  fires: ['interferon-B and nitric oxide', 'TNF-a fell', 'IFN-g'],
  silent: ['interferon-beta', 'TNF-alpha', 'TNF-α', 'interferon A levels'],
})
