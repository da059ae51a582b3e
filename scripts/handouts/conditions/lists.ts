import type { Condition } from './condition.ts'

const allowed: Record<string, string[]> = {
  L: ['LI', 'L', 'Caption'],
  LI: ['Lbl', 'LBody'],
}

/** Lists hold items, items hold a label and a body. */
export const lists: Condition = {
  id: 'list-structure',
  clause: '7.6',
  examine: ({ elements }) => elements
    .filter(({ type, parent }) => (parent && allowed[parent.type] && !allowed[parent.type]!.includes(type)) || (type === 'LI' && parent?.type !== 'L'))
    .map(({ type, parent }) => ({ message: `a list is broken: ${type} stands in ${parent?.type ?? 'nothing'}` })),
}
