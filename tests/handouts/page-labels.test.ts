import { PDFDocument } from 'pdf-lib'
import { expect, it } from 'vitest'
import { pageLabel, writePageLabels } from '../../scripts/handouts/page-labels.ts'
import { asDictionary, asNumber, catalogOf, get, getItems, getName, getNumber, getText, resolve } from '../../scripts/handouts/pdf-document.ts'

it.each<[string[], unknown[]]>([
  [['1', '2', '3'], [[0, 'D', 1]]],
  [['3', '4', '20'], [[0, 'D', 3], [2, 'D', 20]]],
  [['1', '2', '2.2', '3'], [[0, 'D', 1], [2, '2.2'], [3, 'D', 3]]],
])('names pages %j in few entries', async (labels, entries) => {
  const pdf = await PDFDocument.create()
  writePageLabels(pdf, labels)
  const items = getItems(pdf, asDictionary(get(pdf, catalogOf(pdf), 'PageLabels'))!, 'Nums').map(item => resolve(pdf, item))
  const found = Array.from({ length: items.length / 2 }, (_, index) => {
    const label = asDictionary(items[2 * index + 1])!
    const page = asNumber(items[2 * index])
    const prefix = getText(pdf, label, 'P')
    return prefix === undefined ? [page, getName(pdf, label, 'S'), getNumber(pdf, label, 'St')] : [page, prefix]
  })
  expect(found).toEqual(entries)
})

it('tells the pictures of one slide apart', () => {
  expect([{ slide: 7, step: 0 }, { slide: 7, step: 1 }].map(pageLabel)).toEqual(['7', '7.2'])
})
