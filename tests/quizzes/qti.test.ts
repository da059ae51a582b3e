import type { FormatContext } from '../../scripts/quizzes/quiz-format.ts'
import type { Quiz } from '../../scripts/quizzes/quiz-model.ts'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { env } from 'node:process'
import { XMLParser } from 'fast-xml-parser'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { qtiPackage } from '../../scripts/quizzes/qti/qti-format.ts'
import { qti21, qti30 } from '../../scripts/quizzes/qti/qti-version.ts'
import { contextOf, evaluationTypes, quizFrom, quizOf, scoredTypes } from './format-context.ts'
import { publishedProblems } from './published-schemas.ts'
import { manifestSchema, qtiSchema } from './qti-schema.ts'

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', isArray: name => ['resource', 'dependency', 'file'].includes(name) })

function unpacked(version: typeof qti30, quiz: Quiz, changes: Partial<FormatContext> = {}, name = 'quiz'): Map<string, string> {
  const files = unzipSync(qtiPackage(version, quiz, contextOf(quiz, { passMark: 80, ...changes }), name))
  return new Map(Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]))
}

const vignette = '## CASE {#v type=case}\n\nVIGNETTE ~~struck~~ `code`\n\n### Q1? {#c1 objective=LO2}\n\n- [x] A\n- [ ] B\n\n### Q2? {#c2 objective=LO2}\n\n- [x] A\n- [ ] B\n'

const quizzes: Record<string, Quiz> = {
  'every scored type': quizOf(scoredTypes, 'shuffle: [questions, options]\npassMark: 75%\nintro: INTRO **strong**\n'),
  'partial credit': quizOf(scoredTypes, 'partialCredit: all\n'),
  'an evaluation': quizOf(evaluationTypes, 'intro: INTRO\n'),
  'a case': quizFrom(`---\ntitle: A\nkind: practice\n---\n\n${vignette}`),
  'a pool': quizFrom(`---\ntitle: A\nkind: post-test\ndraw: 1 of 2\nshuffle: [questions]\n---\n\n## Q? {#q}\n\n- [x] A\n- [ ] B\n\n${vignette}`),
  'words that HTML knows more attributes for': quizFrom('---\ntitle: A\nkind: practice\nintro: See [this](https://a.org "THIS").\n---\n\n## Q [of](https://a.org?b=1&c=2 "OF & \\"ON\\"")? {#q}\n\n| Only a head |\n| --- |\n\n- [x] A\n  > Yes.\n  >\n  > See [it](https://a.org "IT").\n- [ ] B\n'),
  'ids that the test needs itself': quizFrom(`---\ntitle: A\nkind: practice\ndraw:\n  LO2: 1 of 1\n  LO1: 6 of 6\n---\n\n${['quiz', 'part', 'section', 'case-v', 'pool-LO1', 'pool-LO1-2'].map(id => `## Q? {#${id} objective=LO1}\n\n- [x] A\n- [ ] B\n`).join('\n')}\n${vignette}`),
  'a stratified pool': quizFrom(`---\ntitle: A\nkind: practice\ndraw:\n  LO1: 1 of 1\n  LO2: 1 of 1\n---\n\n## Q? {#q objective=LO1}\n\n- [x] A\n- [ ] B\n\n${vignette}`),
}

describe.each([qti30, qti21])('qTI $number', (version) => {
  it.each(Object.entries(quizzes))('is valid for %s', async (_, quiz) => {
    const xml = [...unpacked(version, quiz)].filter(([path]) => path.endsWith('.xml') && path !== 'imsmanifest.xml').map(([fileName, contents]) => ({ fileName, contents }))
    const { valid, errors } = await validateXML({ xml, schema: qtiSchema(version) })
    expect(errors.map(error => error.rawMessage)).toEqual([])
    expect(valid).toBe(true)
  })

  it.each(Object.entries(quizzes))('has a valid manifest for %s', async (_, quiz) => {
    const { errors } = await validateXML({ xml: [{ fileName: 'imsmanifest.xml', contents: unpacked(version, quiz).get('imsmanifest.xml')! }], schema: manifestSchema(version) })
    expect(errors.map(error => error.rawMessage)).toEqual([])
  })

  it.each(['1 warm-up', 'Übung (2)', '問'])('is valid for a quiz in a file named %s', async (name) => {
    const files = unpacked(version, quizOf(['single']), {}, name)
    const manifest = await validateXML({ xml: [{ fileName: 'imsmanifest.xml', contents: files.get('imsmanifest.xml')! }], schema: manifestSchema(version) })
    const test = await validateXML({ xml: [{ fileName: 'test.xml', contents: files.get('test.xml')! }], schema: qtiSchema(version) })
    expect([...manifest.errors, ...test.errors].map(error => error.rawMessage)).toEqual([])
  })

  it('names each part of a test once', () => {
    for (const [name, quiz] of Object.entries(quizzes)) {
      const identifiers = [...unpacked(version, quiz).get('test.xml')!.matchAll(/<(?:qti-)?(?:assessment-?(?:test|section|item-?ref)|test-?part)\b[^>]*? identifier="([^"]+)"/gi)].map(match => match[1])
      expect(identifiers.length, name).toBeGreaterThan(3)
      expect(new Set(identifiers).size, `${name}: ${identifiers.join(' ')}`).toBe(identifiers.length)
    }
  })

  it('keeps the words of what QTI has no attribute for', () => {
    const files = unpacked(version, quizzes['words that HTML knows more attributes for']!)
    expect(files.get('test.xml')).toContain('<p>See <a href="https://a.org">this</a> (THIS).</p>')
    const item = files.get('items/q.xml')!
    expect(item).toContain('Q <a href="https://a.org?b=1&amp;c=2">of</a> (OF &amp; &quot;ON&quot;)?')
    expect(item).toContain('<a href="https://a.org">it</a> (IT).')
    expect(item).toMatch(/<table>\s*<tbody>\s*<tr>\s*<th>Only a head<\/th>/)
  })

  it('writes sizes of pictures as whole numbers', async () => {
    const quiz = quizOf(['single', 'hot-spot'])
    const figures = new Map([...contextOf(quiz).figures].map(([source, figure]) => [source, { ...figure, width: 400.4, height: 0.2 }]))
    const files = unpacked(version, quiz, { figures })
    const items = [...files].filter(([path]) => path.startsWith('items/')).map(([fileName, contents]) => ({ fileName, contents }))
    expect((await validateXML({ xml: items, schema: qtiSchema(version) })).errors.map(error => error.rawMessage)).toEqual([])
    for (const { contents } of items)
      expect(contents).toContain(' width="400" height="1"')
  })

  it('writes references without the styles that a bibliography may bring', async () => {
    const quiz = quizOf(['single'])
    const references = [{ key: 'label', number: 1, html: '<em>Of <span style="font-style:normal;">E coli</span></em>. <b>Bold</b>. <a href="https://doi.org/10.1/a">doi:10.1/a</a>', text: '' }]
    const contents = unpacked(version, quiz, { references }).get('items/one.xml')!
    expect((await validateXML({ xml: [{ fileName: 'item.xml', contents }], schema: qtiSchema(version) })).errors.map(error => error.rawMessage)).toEqual([])
    expect(contents).toContain('<em>Of <span>E coli</span></em>')
  })

  it('is found invalid by that schema when something is wrong', async () => {
    const [item] = [...unpacked(version, quizOf(['single']))].filter(([path]) => path.startsWith('items/'))
    const wrong = [
      [/ identifier="one"/, ''],
      [/shuffle="false"/, 'shuffle="perhaps"'],
      [/cardinality="single"/, 'cardinality="one"'],
      [/(base-?[tT]ype)="identifier"/, '$1="Identifier"'],
      [/identifier="RESPONSE"/, 'identifier="1"'],
      [/ width="400"/, ' width="400.5"'],
      [/(show-?[hH]ide)="show"/, '$1="yes"'],
      [/<p>([^<]*)<\/p>/, '<font>$1</font>'],
      [/<p>([^<]*)<\/p>/, 'words in the body'],
      [/<tr>[\s\S]*?<\/tr>/, '<tr></tr>'],
      [/<em>which<\/em>/, version.number === '3.0' ? '<qti-text-entry-interaction response-identifier="RESPONSE"/>' : '<textEntryInteraction responseIdentifier="RESPONSE"/>'],
      [/<(qti-)?value>/, '<odd/><$1value>'],
    ] as const
    for (const [from, to] of wrong) {
      const contents = item![1].replace(from, to)
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

/** A schema with an import by address, as the published ones have them. */
const xmlNamespace = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace"><xs:attribute name="lang" type="xs:language"/></xs:schema>'

function importing(schema: string): string {
  return schema
    .replace(/(<xs:schema [^>]*>)/, '$1<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="https://purl.imsglobal.org/spec/w3/2001/schema/xsd/xml.xsd"/>')
    .replace(/<xs:anyAttribute[^>]*>/, '<xs:attribute xmlns:xml="http://www.w3.org/XML/1998/namespace" ref="xml:lang"/>')
}

describe('a folder of published schemas', () => {
  it('is read with all that its schemas import, and says what is wrong and what is missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-xsd-'))
    try {
      await writeFile(join(folder, 'xml.xsd'), xmlNamespace)
      await writeFile(join(folder, basename(qti30.schema)), importing(qtiSchema(qti30)))
      const quiz = quizOf(['single'])
      await expect(publishedProblems(folder, qti30, unpacked(qti30, quiz))).rejects.toThrow('imsqtiv3p0_imscpv1p2_v1p0.xsd')
      await writeFile(join(folder, basename(qti30.manifestSchema)), importing(manifestSchema(qti30)))
      expect(await publishedProblems(folder, qti30, unpacked(qti30, quiz))).toEqual([])
      expect((await publishedProblems(folder, qti30, unpacked(qti30, quiz, { language: 'no language' }))).join('\n')).toMatch(/items\/one\.xml.*lang/)
    }
    finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

// docs/quiz-formats.md, "How this is checked", says what to put into that folder.
if (env.LECTERN_QTI_SCHEMAS) {
  describe.each([qti30, qti21])('the published schemas of QTI $number', (version) => {
    it.each(Object.entries(quizzes))('is valid for %s', async (_, quiz) => {
      expect(await publishedProblems(env.LECTERN_QTI_SCHEMAS!, version, unpacked(version, quiz))).toEqual([])
    }, 120_000)
  })
}
