import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const files = globSync(['styles/*.css', 'components/**/*.vue', 'layouts/*.vue'], { cwd: root })

/** The style sheets of a file, without comments. */
function styles(file: string): string {
  const text = readFileSync(`${root}/${file}`, 'utf8')
  const sheets = file.endsWith('.css') ? [text] : [...text.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, sheet]) => sheet!)
  return sheets.join('\n').replace(/\/\*.*?\*\//gs, '')
}

it('finds the style sheets', () => {
  expect(files.length).toBeGreaterThan(20)
})

it.each(files)('%s uses nothing that a PDF keeps outside its tags', (file) => {
  expect(styles(file)).not.toMatch(/(?:^|[\s;{])(?:opacity|filter|backdrop-filter|mix-blend-mode|box-shadow|text-shadow|mask)\s*:/)
})

it.each(files)('%s keeps letters letters: a PDF gets drawings of outlined ones and of variable fonts', (file) => {
  expect(styles(file)).not.toMatch(/paint-order\s*:|text-stroke\s*:|fontsource-variable|font-weight:\s*\d+\s+\d+/)
})

it.each(files.filter(file => file !== 'styles/tokens.css'))('%s takes its colours from the tokens', (file) => {
  expect(styles(file)).not.toMatch(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/i)
})

it.each(files)('%s holds in right-to-left scripts', (file) => {
  expect(styles(file)).not.toMatch(/(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right)|(?:text-align|float):\s*(?:left|right))\b/)
})
