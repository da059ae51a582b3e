import type { Pathway as PathwayData } from '../../scripts/course/pathways-schema.ts'
import { mount } from '@vue/test-utils'
import course from 'virtual:lectern/course'
import { describe, expect, it, vi } from 'vitest'
import { deckEn } from '../../app/words/deck-en.ts'
import Pathway from '../../components/Pathway.vue'
import { layOutPathway } from '../../lib/charts/pathway-layout.ts'
import { crosses, routeAround, straightClear } from '../../lib/charts/pathway-route.ts'
import { expectNamedFigure, svgTexts, tableRows } from './chart-support.ts'

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return { useIsSlideActive: () => ref(true) }
})

const arms = course.pathways.arms!

function grid(columns: number, rows: number, edges: [string, string][]): PathwayData {
  return {
    id: 'grid',
    title: 'Grid',
    description: 'A grid.',
    nodes: Array.from({ length: columns * rows }, (_, index) => ({
      id: `n${index % columns + 1}${Math.floor(index / columns) + 1}`,
      label: `Node ${index + 1} of the grid`,
      column: index % columns + 1,
      row: Math.floor(index / columns) + 1,
      kind: 'process' as const,
    })),
    edges: edges.map(([from, to]) => ({ from, to, kind: 'leads-to' as const })),
    cites: [],
  }
}

describe('pathway', () => {
  it('shows nodes and arrows, each kind with a sign or a word of its own', () => {
    const wrapper = mount(Pathway, { props: { id: 'arms' } })
    const texts = svgTexts(wrapper)
    expect(texts).toEqual(expect.arrayContaining(['Receptor', '?', 'possible', 'blocked', 'inhibits']))
    expect(texts.some(text => text.startsWith('Drug'))).toBe(true)
    expect(wrapper.findAll('.cross')).toHaveLength(1)
    expect(wrapper.get('.inhibits .head').attributes('d')).not.toContain('Z')
    expect(wrapper.get('.activates .head').attributes('d')).toContain('Z')
  })

  it('has the description as its text alternative and the arrows as a table', () => {
    const wrapper = mount(Pathway, { props: { id: 'arms' } })
    expect(expectNamedFigure(wrapper)).toEqual({ title: 'Two arms.', description: arms.description })
    expect(tableRows(wrapper)).toEqual([
      ['Receptor', 'activates', 'Upper arm'],
      ['Receptor', 'activates', 'Lower arm'],
      ['Upper arm', 'leads to, by hypothesis, (possible)', 'Effect of 4.5 mg'],
      ['Lower arm', 'no longer leads to (blocked)', 'Effect of 4.5 mg'],
      ['Drug', 'inhibits', 'Lower arm'],
    ])
  })

  it('highlights nodes', () => {
    const wrapper = mount(Pathway, { props: { id: 'arms', highlight: 'upper effect' } })
    expect(wrapper.findAll('rect.highlighted')).toHaveLength(2)
  })

  it.each([
    [{ id: 'nothing' }, /no pathway “nothing” in pathways.yaml \(it has: arms\)/],
    [{ id: 'arms', highlight: 'middle' }, /no node “middle” to highlight \(nodes: receptor, upper, lower, effect, drug\)/],
  ])('refuses %j', (props, message) => {
    expect(() => mount(Pathway, { props, global: { config: { warnHandler: () => {} } } })).toThrow(message)
  })
})

describe('layOutPathway', () => {
  it('keeps boxes apart and inside its width and height', () => {
    const { nodes, height } = layOutPathway(arms, 892, 330, deckEn.pathway)
    expect(height).toBeLessThanOrEqual(330)
    for (const [index, a] of nodes.entries()) {
      expect(a.x).toBeGreaterThanOrEqual(0)
      expect(a.x + a.width).toBeLessThanOrEqual(892.5)
      for (const b of nodes.slice(index + 1))
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y, `${a.node.id} and ${b.node.id}`).toBe(true)
    }
  })

  it('keeps a number and its unit on one line', () => {
    const effect = layOutPathway(arms, 892, 330, deckEn.pathway).nodes.find(({ node }) => node.id === 'effect')!
    expect(effect.lines.join('|')).toMatch(/4\.5\u00A0mg/)
  })

  it.each([
    ['a node between in the row', [['n11', 'n31']]],
    ['a node between in the column', [['n11', 'n13']]],
    ['nodes between on the way back', [['n33', 'n12'], ['n31', 'n11'], ['n13', 'n31']]],
  ] as [string, [string, string][]][])('leads arrows around %s', (_, edges) => {
    const { nodes, edges: placed } = layOutPathway(grid(3, 3, edges), 892, 400, deckEn.pathway)
    for (const { edge, points } of placed) {
      const others = nodes.filter(({ node }) => node.id !== edge.from && node.id !== edge.to)
      for (const [index, point] of points.slice(1).entries())
        expect(others.filter(box => crosses(points[index]!, point, box)).map(({ node }) => node.id)).toEqual([])
    }
  })

  it('puts labels where they cover no box', () => {
    const { nodes, edges } = layOutPathway(arms, 892, 330, deckEn.pathway)
    for (const { label } of edges) {
      if (label)
        expect(nodes.some(box => label.x > box.x && label.x < box.x + box.width && label.y > box.y && label.y < box.y + box.height)).toBe(false)
    }
  })

  it('names the nodes there are when an arrow goes nowhere', () => {
    expect(() => layOutPathway({ ...arms, edges: [{ from: 'drug', to: 'nobody', kind: 'activates' }] }, 892, 330, deckEn.pathway)).toThrow(/names the node “nobody”, which is not there \(nodes: receptor/)
  })

  it('says when the columns do not fit', () => {
    expect(() => layOutPathway(grid(12, 1, []), 500, 330, deckEn.pathway)).toThrow(/do not fit into 500 px/)
  })
})

describe('routes', () => {
  const box = { x: 40, y: -10, width: 20, height: 20 }

  it('tells a free line from one through a box', () => {
    expect(straightClear({ x: 0, y: 0 }, { x: 100, y: 0 }, [box])).toBe(false)
    expect(straightClear({ x: 0, y: 40 }, { x: 100, y: 40 }, [box])).toBe(true)
    expect(straightClear({ x: 50, y: -60 }, { x: 50, y: -30 }, [box])).toBe(true)
  })

  it('finds a way with right angles', () => {
    const from = { x: 0, y: -5, width: 10, height: 10 }
    const to = { x: 90, y: -5, width: 10, height: 10 }
    const points = routeAround(from, to, [from, to, box])
    for (const [index, point] of points.slice(1).entries())
      expect(point.x === points[index]!.x || point.y === points[index]!.y).toBe(true)
    expect(points.slice(1).some((point, index) => crosses(points[index]!, point, box))).toBe(false)
  })
})
