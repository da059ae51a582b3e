// Six pages on a sheet with another tool, as a process of its own: node impose-with.mjs muhammara|mupdf <module> in.pdf out.pdf
import { Buffer } from 'node:buffer'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import process from 'node:process'

const [tool, folder, input, output] = process.argv.slice(2)
const [width, height] = [595.276, 841.89]
const cells = Array.from({ length: 6 }, (_, index) => ({ left: 36 + (index % 2) * 269.6, bottom: 642 - Math.floor(index / 2) * 240, width: 253.6 }))

const started = performance.now()
if (tool === 'muhammara') {
  const muhammara = createRequire(join(folder, 'package.json'))(folder)
  const writer = muhammara.createWriter(output)
  const count = muhammara.createReader(input).getPagesCount()
  const forms = writer.createFormXObjectsFromPDF(input, muhammara.ePDFPageBoxMediaBox)
  for (let first = 0; first < count; first += 6) {
    const page = writer.createPage(0, 0, width, height)
    const content = writer.startPageContentContext(page)
    forms.slice(first, first + 6).forEach((form, index) => {
      const { left, bottom, width: cell } = cells[index]
      content.q().cm(cell / 735.12, 0, 0, cell / 735.12, left, bottom).doXObject(page.getResourcesDictionary().addFormXObjectMapping(form)).Q()
    })
    writer.writePage(page)
  }
  writer.end()
}
else {
  const mupdf = await import(join(folder, 'dist', 'mupdf.js'))
  const source = mupdf.Document.openDocument(readFileSync(input), 'application/pdf').asPDF()
  const target = new mupdf.PDFDocument()
  const graft = target.newGraftMap()
  for (let first = 0; first < source.countPages(); first += 6) {
    const forms = target.newDictionary()
    let content = ''
    for (let index = 0; index < 6 && first + index < source.countPages(); index++) {
      const page = source.findPage(first + index)
      const data = page.get('Contents').isArray() ? Buffer.concat(Array.from({ length: page.get('Contents').length }, (_, part) => Buffer.from(page.get('Contents').get(part).readStream().asUint8Array()))) : page.get('Contents').readStream().asUint8Array()
      const form = target.addStream(data, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 735.12, 414], Resources: graft.graftObject(page.getInheritable('Resources')) })
      forms.put(`P${index}`, form)
      const { left, bottom, width: cell } = cells[index]
      content += `q ${cell / 735.12} 0 0 ${cell / 735.12} ${left} ${bottom} cm /P${index} Do Q\n`
    }
    const resources = target.newDictionary()
    resources.put('XObject', forms)
    target.insertPage(-1, target.addPage([0, 0, width, height], 0, resources, content))
  }
  writeFileSync(output, target.saveToBuffer('garbage=1,compress').asUint8Array())
}
console.log(JSON.stringify({ milliseconds: performance.now() - started }))
