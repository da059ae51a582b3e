import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { kitRoot } from '../../scripts/kit.ts'

const folder = join(kitRoot, 'docs')
const guides = await Promise.all(['../README.md', ...(await readdir(folder)).filter(name => name.endsWith('.md'))].map(async name => ({ name, text: await readFile(join(folder, name), 'utf8') })))
const blocks = guides.flatMap(({ name, text }) => [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info, text]) => ({ name, language: info!.split(' ')[0], text: text! })))

it('put no command of npm into a file: it begins with npm’s own lines', () => {
  const lines = blocks.flatMap(({ name, text }) => text.split('\n').filter(line => /^\s*npm (?:run|start)\b[^#]*[^-]>/.test(line) && !/npm run (?:-s|--silent) /.test(line)).map(line => `${name}: ${line}`))
  expect(lines).toEqual([])
})

it('show a server behind TLS with its certificate, without which nginx does not start', () => {
  const nginx = blocks.filter(({ language }) => language === 'nginx')
  expect(nginx.length).toBeGreaterThan(0)
  for (const { name, text } of nginx) {
    for (const server of text.split(/^server /m).slice(1).filter(server => server.includes(' ssl;')))
      expect(server, name).toMatch(/ssl_certificate\s+\S[^\s;]*;[\s\S]*ssl_certificate_key\s+\S+;/)
  }
})
