import type { Quiz } from '../../scripts/quizzes/quiz-model.ts'
import { XMLParser } from 'fast-xml-parser'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { qtiPackage } from '../../scripts/quizzes/qti/qti-format.ts'
import { qti21, qti30 } from '../../scripts/quizzes/qti/qti-version.ts'
import { contextOf, evaluationTypes, quizFrom, quizOf, scoredTypes } from './format-context.ts'
import { qtiSchema } from './qti-schema.ts'

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', isArray: name => ['resource', 'dependency', 'file'].includes(name) })

function unpacked(version: typeof qti30, quiz: Quiz): Map<string, string> {
  const files = unzipSync(qtiPackage(version, quiz, contextOf(quiz, { passMark: 80 }), 'quiz'))
  return new Map(Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]))
}

const vignette = '## CASE {#v type=case}\n\nVIGNETTE ~~struck~~ `code`\n\n### Q1? {#c1 objective=LO2}\n\n- [x] A\n- [ ] B\n\n### Q2? {#c2 objective=LO2}\n\n- [x] A\n- [ ] B\n'

const quizzes: Record<string, Quiz> = {
  'every scored type': quizOf(scoredTypes, 'shuffle: [questions, options]\npassMark: 75%\nintro: INTRO **strong**\n'),
  'partial credit': quizOf(scoredTypes, 'partialCredit: all\n'),
  'an evaluation': quizOf(evaluationTypes, 'intro: INTRO\n'),
  'a case': quizFrom(`---\ntitle: A\nkind: practice\n---\n\n${vignette}`),
  'a pool': quizFrom(`---\ntitle: A\nkind: post-test\ndraw: 1 of 2\nshuffle: [questions]\n---\n\n## Q? {#q}\n\n- [x] A\n- [ ] B\n\n${vignette}`),
  'a stratified pool': quizFrom(`---\ntitle: A\nkind: practice\ndraw:\n  LO1: 1 of 1\n  LO2: 1 of 1\n---\n\n## Q? {#q objective=LO1}\n\n- [x] A\n- [ ] B\n\n${vignette}`),
}

describe.each([qti30, qti21])('qTI $number', (version) => {
  it.each(Object.entries(quizzes))('is valid for %s', async (_, quiz) => {
    const xml = [...unpacked(version, quiz)].filter(([path]) => path.endsWith('.xml') && path !== 'imsmanifest.xml').map(([fileName, contents]) => ({ fileName, contents }))
    const { valid, errors } = await validateXML({ xml, schema: qtiSchema(version) })
    expect(errors.map(error => error.rawMessage)).toEqual([])
    expect(valid).toBe(true)
  })

  it('is found invalid by that schema when something is wrong', async () => {
    const [item] = [...unpacked(version, quizOf(['single']))].filter(([path]) => path.startsWith('items/'))
    for (const [from, to] of [[/ identifier="one"/, ''], [/shuffle="false"/, 'shuffle="perhaps"'], [/<p>/, '<font>'], [/<(qti-)?value>/, '<odd/><$1value>']] as const) {
      const contents = item![1].replace(from, to).replace(/<\/p>/, from.source === '<p>' ? '</font>' : '</p>')
      expect(contents).not.toBe(item![1])
      expect((await validateXML({ xml: [{ fileName: 'item.xml', contents }], schema: qtiSchema(version) })).valid, String(from)).toBe(false)
    }
  })

  it('lists every file of the package, and what needs what', () => {
    const files = unpacked(version, quizOf())
    const { manifest } = parser.parse(files.get('imsmanifest.xml')!)
    const resources: { '@identifier': string, '@href': string, '@type': string, 'file': { '@href': string }[], 'dependency'?: { '@identifierref': string }[] }[] = manifest.resources.resource
    expect(resources.flatMap(resource => resource.file.map(file => file['@href'])).sort()).toEqual([...files.keys()].filter(path => path !== 'imsmanifest.xml').sort())
    expect(resources[0]).toMatchObject({ '@href': 'test.xml', '@type': version.testType })
    const ids = new Set(resources.map(resource => resource['@identifier']))
    const needed = resources.flatMap(resource => resource.dependency ?? []).map(dependency => dependency['@identifierref'])
    expect(needed.filter(id => !ids.has(id))).toEqual([])
    expect(resources.find(resource => resource['@href'] === 'items/one.xml')!.dependency).toHaveLength(1)
    expect(manifest.metadata.schemaversion).toBeDefined()
  })

  it('names only files that are in the package', () => {
    const files = unpacked(version, quizOf())
    for (const [path, text] of files) {
      for (const [, reference] of path.endsWith('.xml') ? text.matchAll(/ (?:src|data|href)="([^":]+)"/g) : []) {
        const target = new URL(reference!, `https://x/${path}`).pathname.slice(1)
        expect([...files.keys()], `${path} → ${reference}`).toContain(target)
      }
    }
  })

  it('keeps a case together and draws from a pool', () => {
    const test = unpacked(version, quizzes['a pool']!).get('test.xml')!
    expect(test).toMatch(/select="1"/)
    expect(test).toMatch(/identifier="case-v"[^>]*keep-?[Tt]ogether="true"/)
    expect(test).toMatch(/identifier="PASSED"/)
    expect(test).toContain('>80<')
    const strata = unpacked(version, quizzes['a stratified pool']!).get('test.xml')!
    expect(strata.match(/select="1"/g)).toHaveLength(2)
    expect(strata).toContain('identifier="pool-LO2"')
  })

  it('writes regions in pixels of the picture', () => {
    const item = unpacked(version, quizOf(['hot-spot'])).get('items/spot.xml')!
    expect([...item.matchAll(/shape="(\w+)" coords="([\d,]+)"/g)].map(match => match.slice(1))).toEqual([['rect', '40,40,160,120'], ['circle', '280,100,40'], ['poly', '20,10,80,10,80,40']])
  })
})
