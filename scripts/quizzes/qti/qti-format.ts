import type { FormatContext, QuizFormat } from '../quiz-format.ts'
import type { Quiz } from '../quiz-model.ts'
import type { QtiVersion } from './qti-version.ts'
import { changed, lost, whole } from '../quiz-format.ts'
import { xmlDocument } from '../xml.ts'
import { zipFiles } from '../zip-files.ts'
import { assessmentItem } from './assessment-item.ts'
import { assessmentTest } from './assessment-test.ts'
import { itemFile } from './identifiers.ts'
import { manifest } from './manifest.ts'
import { createQtiText } from './qti-text.ts'
import { qti21, qti30 } from './qti-version.ts'

export const qti30Format = qtiFormat(qti30)
export const qti21Format = qtiFormat(qti21)

function qtiFormat(version: QtiVersion): QuizFormat {
  return {
    name: `qti-${version.number}`,
    title: `QTI ${version.number}`,
    types: {
      'single': whole,
      'multiple': whole,
      'true-false': whole,
      'matching': changed('the heads of the two columns are not written'),
      'ordering': whole,
      'numeric': changed('the unit stands behind the field and is not part of the answer'),
      'fill-in': changed('spaces and kinds of hyphens count as they are typed'),
      'hot-spot': whole,
      'likert': whole,
      'free-text': whole,
      'commitment': whole,
    },
    features: {
      'pictures': whole,
      'tables': whole,
      'citations': changed('the item\'s references follow its rationale'),
      'option feedback': whole,
      'rationale': whole,
      'case': changed('the vignette is repeated in each of its items'),
      'intro': whole,
      'pass mark': whole,
      'shuffled questions': whole,
      'shuffled options': whole,
      'seed': lost('QTI shuffles anew for each attempt'),
      'pool': whole,
      'stratified pool': whole,
      'partial credit': whole,
      'all or nothing': whole,
    },
    emit: (quiz, context, name) => ({ files: new Map([[`${name}.zip`, qtiPackage(version, quiz, context, name)]]), losses: [] }),
  }
}

/** A content package: imsmanifest.xml, test.xml, items/ and media/. */
export function qtiPackage(version: QtiVersion, quiz: Quiz, context: FormatContext, name: string): Uint8Array {
  const testText = createQtiText(context, 'media')
  const test = assessmentTest(version, quiz, testText, context, name)
  const items = quiz.items.map((item) => {
    const text = createQtiText(context, '../media')
    return { item, written: assessmentItem(version, item, quiz, text, context), figures: text.figures }
  })
  const figures = [testText, ...items].flatMap(part => [...part.figures.values()])
  return zipFiles(new Map([
    ['imsmanifest.xml', xmlDocument(manifest(version, name, [...testText.figures.keys()], items))],
    ['test.xml', xmlDocument(test)],
    ...items.map(({ item, written }) => [itemFile(item), xmlDocument(written)] as const),
    ...figures.map(figure => [`media/${figure.name}`, figure.bytes] as const),
  ]))
}
