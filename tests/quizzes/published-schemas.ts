import type { QtiVersion } from '../../scripts/quizzes/qti/qti-version.ts'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { memoryPages, validateXML } from 'xmllint-wasm'

/**
 * Holds the XML files of a package against the published schemas in a folder, each by the name that 1EdTech and W3C publish it
 * under. They import each other by address; nothing is asked for over a network, the files beside them are taken instead.
 * @returns what is wrong, a line for each.
 * @throws when the folder has not the schema that the files name.
 */
export async function publishedProblems(folder: string, version: QtiVersion, files: ReadonlyMap<string, string>): Promise<string[]> {
  const published = await Promise.all((await readdir(folder)).filter(name => name.endsWith('.xsd')).map(async fileName => ({ fileName, contents: besideEachOther(await readFile(join(folder, fileName), 'utf8')) })))
  const xml = [...files].filter(([path]) => path.endsWith('.xml')).map(([fileName, contents]) => ({ fileName, contents }))
  const isManifest = ({ fileName }: { fileName: string }) => fileName === 'imsmanifest.xml'
  const problems: string[] = []
  for (const [address, documents] of [[version.schema, xml.filter(file => !isManifest(file))], [version.manifestSchema, xml.filter(isManifest)]] as const) {
    const schema = published.find(({ fileName }) => fileName === basename(address))
    if (!schema)
      throw new Error(`${folder} has no ${basename(address)}. Put there what ${address} gives, and every file that it imports.`)
    // The schemas of QTI 3.0 are more than a megabyte, and MathML comes with them.
    const { valid, errors, rawOutput } = await validateXML({ xml: documents, schema, preload: published.filter(file => file !== schema), initialMemoryPages: 256, maxMemoryPages: memoryPages.GiB })
    problems.push(...(valid || errors.length ? errors.map(error => error.rawMessage) : [rawOutput]))
  }
  return problems
}

/** "https://…/xml.xsd" and "../w3/xml.xsd" become "xml.xsd". */
function besideEachOther(schema: string): string {
  return schema.replace(/(schemaLocation\s*=\s*)(["'])([^"']*)\2/g, (_, name: string, quote: string, address: string) => `${name}${quote}${basename(address)}${quote}`)
}
