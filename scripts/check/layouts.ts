import type { Deck } from './deck-rule.ts'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import { kitRoot } from '../kit.ts'

/** Names of the layouts that a deck's slides can have: Slidev's, the theme's, the kit's and the course's own. */
export function layoutsFor(deck: Deck): string[] {
  const roots = [packageRoot('@slidev/client', kitRoot), ...themeRoots(deck), kitRoot, deck.place.folder]
  const names = roots.flatMap(root => root === undefined ? [] : filesBelow(join(root, 'layouts')))
    .filter(file => ['.vue', '.ts', '.js', '.mts', '.mjs'].includes(extname(file)))
    .map(file => basename(file, extname(file)))
  return [...new Set(names)].sort()
}

/** Folders of the theme and the addons that the head matter names. */
function themeRoots(deck: Deck): (string | undefined)[] {
  const headmatter = deck.slides[0]?.frontmatter ?? {}
  const theme = headmatter.theme === undefined ? 'default' : headmatter.theme
  const addons = Array.isArray(headmatter.addons) ? headmatter.addons : []
  return [['theme', theme] as const, ...addons.map(addon => ['addon', addon] as const)].map(([type, name]) => {
    if (typeof name !== 'string' || name === 'none')
      return undefined
    if (name.startsWith('@/') || name.startsWith('.'))
      return join(deck.place.folder, name.replace(/^@\//, ''))
    return [`@slidev/${type}-${name}`, `slidev-${type}-${name}`, name].map(name => packageRoot(name, deck.place.folder)).find(root => root !== undefined)
  })
}

function packageRoot(name: string, from: string): string | undefined {
  try {
    return dirname(createRequire(join(from, 'slides.md')).resolve(`${name}/package.json`))
  }
  catch {
    return undefined
  }
}

function filesBelow(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : []
}
