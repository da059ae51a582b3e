import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { moodleQuiz } from '../../scripts/quizzes/moodle-xml/moodle-quiz.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { qtiPackage } from '../../scripts/quizzes/qti/qti-format.ts'
import { qti30 } from '../../scripts/quizzes/qti/qti-version.ts'
import { element, htmlAsXml, xmlText } from '../../scripts/quizzes/xml.ts'
import { contextOf } from './format-context.ts'

describe('xml', () => {
  it('writes attributes and text that read back as they were', () => {
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', trimValues: false, parseTagValue: false, parseAttributeValue: false })
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      // What XML forbids is left out; line ends are one character in XML.
      // eslint-disable-next-line no-control-regex -- these are what XML forbids
      const kept = text.replace(/[\u0000-\u0008\v\f\u000E-\u001F\uFFFE\uFFFF]/g, '')
      fc.pre(!/[\r\n\t]/.test(kept))
      const xml = element('a', { b: text }, xmlText(text))
      expect(XMLValidator.validate(xml)).toBe(true)
      const read = parser.parse(xml).a
      expect(kept === '' ? '' : read['#text'] ?? read).toBe(kept)
      expect(read['@b'] ?? '').toBe(kept)
    }))
  })

  it('closes the elements of HTML that have no content', () => {
    expect(htmlAsXml('a<br>b<hr><img src="x" alt="1 > 0"> <br/>')).toBe('a<br/>b<hr/><img src="x" alt="1 > 0"/> <br/>')
  })

  it('is well formed in every file, whatever a quiz says', () => {
    const piece = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom('<', '&', '"', '\'', ']]>', '<br>', '**b**', '`<x>`', '&nbsp;', '~~s~~', '[l](https://x.org/?a=1&b=2)', '\uFFFE', '\u0007'))
    const text = fc.array(piece, { minLength: 1, maxLength: 5 }).map(pieces => pieces.join(' '))
    fc.assert(fc.property(text, text, text, (stem, option, feedback) => {
      const { quiz, problems } = parseQuiz(`---\ntitle: "A & <B>"\nkind: practice\n---\n\n## Q ${stem} {#one}\n\n- [x] R ${option}\n  > F ${feedback}\n- [ ] W\n`, 'a.md')
      fc.pre(quiz !== undefined && !problems.length)
      const context = contextOf(quiz!, { courseTitle: 'C < & > "' })
      expect(XMLValidator.validate(moodleQuiz(quiz!, context).xml)).toBe(true)
      for (const [path, bytes] of Object.entries(unzipSync(qtiPackage(qti30, quiz!, context, 'quiz')))) {
        if (path.endsWith('.xml'))
          expect(XMLValidator.validate(new TextDecoder().decode(bytes)), path).toBe(true)
      }
    }), { numRuns: 200 })
  })
})
