import type { VueWrapper } from '@vue/test-utils'
import { expect } from 'vitest'

/** Words of all SVG texts, in reading order. */
export function svgTexts(wrapper: VueWrapper): string[] {
  return wrapper.findAll('svg[role="img"] text').map(text => text.text().replace(/\s+/g, ' '))
}

/** Cells of the table for the ear, row by row. */
export function tableRows(wrapper: VueWrapper): string[][] {
  return wrapper.findAll('.lectern-ear-only tbody tr').map(row => row.findAll('th, td').map(cell => cell.text()))
}

/** Every chart is an image with a name, a description and, where it has one, a table of its data. */
export function expectNamedFigure(wrapper: VueWrapper): { title: string, description: string } {
  const svg = wrapper.get('figure > svg')
  expect(svg.attributes('role')).toBe('img')
  const [title, description] = svg.attributes('aria-labelledby')!.split(' ').map(id => wrapper.get(`[id="${id}"]`).text()) as [string, string]
  expect(title).not.toBe('')
  expect(description).not.toBe('')
  const details = svg.attributes('aria-details')
  if (details)
    expect(wrapper.get(`[id="${details}"] table`).findAll('tbody tr').length).toBeGreaterThan(0)
  return { title, description }
}
