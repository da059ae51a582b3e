import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { publicFolders } from '../../scripts/course/public-folders.ts'
import { findShared, sharedPublicPlugin, withLocalFavicon } from '../../scripts/slides/shared-public-plugin.ts'
import { writeProject } from '../support/temporary-project.ts'

async function project() {
  const root = await writeProject({
    'slides/demo/public/own.svg': 'own',
    'slides/demo/public/both.svg': 'own of both',
    'public/both.svg': 'shared of both',
    'public/a figure.png': 'png',
    'public/folder/deep.svg': 'deep',
    'secret.svg': 'secret',
  })
  return { root, folders: publicFolders({ folder: join(root, 'slides/demo'), project: root }) }
}

describe('an address on a slide', () => {
  it.each([
    ['/a%20figure.png', 'public/a figure.png'],
    ['/a%20figure.png?raw', 'public/a figure.png'],
    ['/folder/deep.svg', 'public/folder/deep.svg'],
    ['/folder', undefined],
    ['/own.svg', undefined],
    ['/both.svg', undefined],
    ['/nowhere.svg', undefined],
    ['/../secret.svg', undefined],
    ['/%2e%2e/secret.svg', undefined],
    ['//both.svg', undefined],
    ['both.svg', undefined],
  ])('%s means %s', async (url, expected) => {
    const { root, folders } = await project()
    expect(findShared(url, folders)).toBe(expected && join(root, expected))
  })

  it('is served by a build from all folders at once, the course\'s own first', async () => {
    const { folders } = await project()
    const plugin = sharedPublicPlugin(folders) as unknown as { config: (config: object, env: { command: string }) => { publicDir: string } | undefined, closeBundle: () => void }
    expect(plugin.config({}, { command: 'serve' })).toBeUndefined()
    const { publicDir } = plugin.config({}, { command: 'build' })!
    expect(await readFile(join(publicDir, 'both.svg'), 'utf8')).toBe('own of both')
    expect(await readFile(join(publicDir, 'folder/deep.svg'), 'utf8')).toBe('deep')
    expect(existsSync(join(publicDir, 'favicon.svg'))).toBe(true)
    plugin.closeBundle()
    expect(existsSync(publicDir)).toBe(false)
  })
})

it('the icon is the kit\'s where the head matter names none', () => {
  const html = (href: string) => `<link rel="icon" href="${href}">`
  expect(withLocalFavicon(html('https://cdn.jsdelivr.net/gh/slidevjs/slidev/assets/favicon.png'))).toBe(html('/favicon.svg'))
  expect(withLocalFavicon(html('/own.svg'))).toBe(html('/own.svg'))
})
