import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast } from './contrast.ts'

const css = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8')

/** The colours of one rule of tokens.css, by name without the prefix. */
function colours(selector: string): Record<string, string> {
  const start = css.indexOf(`\n${selector} {`)
  if (start < 0)
    throw new Error(`tokens.css has no rule ${selector}`)
  const body = css.slice(start, css.indexOf('\n}', start))
  return Object.fromEntries([...body.matchAll(/--lectern-([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]))
}

const light = colours(':root')
const schemes = {
  light,
  dark: { ...light, ...colours('html.dark') },
  print: { ...light, ...colours('html.print:not(.dark)') },
}

const text = ['ink', 'muted', 'accent', 'danger', 'caution', 'info', 'good', 'doubt']
const statuses = ['danger', 'caution', 'info', 'good', 'doubt']
const graphics = ['series-1', 'series-2', 'series-3', 'series-4', 'rule-strong', ...statuses.map(name => `${name}-mark`)]

describe.each(Object.entries(schemes))('colour contrast, %s', (_, scheme) => {
  const ratio = (one: string, other: string) => contrast(scheme[one]!, scheme[other]!)

  it.each(text)('%s is readable on paper and surface', (name) => {
    expect(ratio(name, 'paper')).toBeGreaterThanOrEqual(4.5)
    expect(ratio(name, 'surface')).toBeGreaterThanOrEqual(4.5)
  })

  it.each(graphics)('%s is visible on paper and surface', (name) => {
    expect(ratio(name, 'paper')).toBeGreaterThanOrEqual(3)
    expect(ratio(name, 'surface')).toBeGreaterThanOrEqual(3)
  })

  it.each([...statuses, 'accent'])('ink, muted and the %s text are readable on its tint', (name) => {
    expect(ratio('ink', `${name}-tint`)).toBeGreaterThanOrEqual(4.5)
    expect(ratio('muted', `${name}-tint`)).toBeGreaterThanOrEqual(4.5)
    expect(ratio(name, `${name}-tint`)).toBeGreaterThanOrEqual(4.5)
  })

  it('text on the accent is readable', () => {
    expect(ratio('on-accent', 'accent')).toBeGreaterThanOrEqual(4.5)
  })
})

it('the dark scheme sets every colour anew', () => {
  expect(Object.keys(colours('html.dark')).sort()).toEqual(Object.keys(light).sort())
})
