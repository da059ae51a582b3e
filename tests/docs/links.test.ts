import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kitRoot } from '../../scripts/kit.ts'

const guides = (await readdir(join(kitRoot, 'docs'))).filter(file => file.endsWith('.md')).map(file => join(kitRoot, 'docs', file))
const pages = [...['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md'].map(file => join(kitRoot, file)), ...guides]

describe('links between the pages of the documentation', () => {
  it.each(pages.map(page => [relative(kitRoot, page), page]))('%s leads nowhere in vain', async (_, page) => {
    const links = linksOf(await readFile(page, 'utf8'))
    const broken = await Promise.all(links.map(async (link) => {
      const [path, anchor] = link.split('#') as [string, string | undefined]
      const target = path ? join(dirname(page), path) : page
      const leadsThere = existsSync(target) && (!anchor || anchorsOf(await readFile(target, 'utf8')).includes(anchor))
      return leadsThere ? [] : [link]
    }))
    expect(broken.flat()).toEqual([])
  })
})

/** Targets of links and pictures that lie in the repository. */
function linksOf(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1]!).filter(link => !/^[a-z]+:/.test(link))
}

/** Anchors of headings, as Git hosts make them. */
function anchorsOf(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/^#{1,6} (\S.*)$/gm)].map(([, heading]) => heading!.toLowerCase().replace(/[^\p{L}\d\s-]/gu, '').replace(/\s/g, '-'))
}

function withoutCode(markdown: string): string {
  return markdown.split(/^```/m).filter((_, index) => index % 2 === 0).join('')
}
