import type { FormatContext } from '../quiz-format.ts'
import type { QuizImage } from '../quiz-markdown.ts'
import type { Region } from '../quiz-model.ts'
import type { RichText } from '../rich-text.ts'
import type { PaperWords } from './paper-words.ts'
import { Buffer } from 'node:buffer'
import { escapeHtml } from '../../html/escape-html.ts'
import { superscripts } from '../item-references.ts'
import { toHtml } from '../rich-text.ts'
import { letter } from './paper-form.ts'

/** Everything stands in the one file, so that it can be mailed and printed anywhere: no fonts, no scripts, no network. */
const STYLE = `
@page { size: A4; margin: 18mm 18mm 20mm }
* { box-sizing: border-box }
body { max-width: 174mm; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; font: 11pt/1.45 "Inter", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums }
h1 { margin: 0; font: 600 18pt/1.2 "Source Serif 4", Georgia, serif }
header p { margin: .3rem 0 }
.course { color: #0b5d5b; font-size: 10pt }
.fields { display: flex; gap: 2rem; margin: 1.2rem 0 }
.fields span { flex: 1; border-bottom: 1px solid #555; padding-bottom: 1.4rem; font-size: 9pt }
section, .case > header { break-inside: avoid }
section { margin: 1.4rem 0 0; padding-top: .9rem; border-top: 1px solid #ccc }
h2 { display: flex; gap: .6rem; margin: 0 0 .5rem; font-size: 11.5pt; line-height: 1.4 }
h2 > .number { min-width: 1.6rem; color: #0b5d5b }
.body { margin-left: 2.2rem }
.body p { margin: .4rem 0 }
.hint { color: #555; font-size: 9.5pt; font-style: italic }
ol.options { margin: .5rem 0; padding: 0; list-style: none }
ol.options li { display: grid; grid-template-columns: 1.1rem 1.3rem 1fr; gap: .4rem; margin: .35rem 0; break-inside: avoid }
.box { width: .95rem; height: .95rem; margin-top: .25rem; border: 1.2px solid #333 }
.box.round { border-radius: 50% }
table { margin: .6rem 0; border-collapse: collapse; font-size: 10.5pt }
th, td { padding: .3rem .7rem; border: 1px solid #999; text-align: left; vertical-align: top }
.write { display: inline-block; min-width: 4.5rem; border-bottom: 1px solid #333 }
.lines { height: 5.4rem; background: repeating-linear-gradient(#fff 0 1.7rem, #999 1.7rem calc(1.7rem + 1px)) }
.matching { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem }
.matching ol { margin: 0; padding-left: 0; list-style: none }
.matching li { margin: .4rem 0 }
.scale { display: flex; gap: .5rem; justify-content: space-between; margin: .6rem 0 }
.scale span { flex: 1; text-align: center; font-size: 9.5pt }
.scale .box { display: block; margin: 0 auto .3rem }
figure { position: relative; display: inline-block; margin: .5rem 0; max-width: 100% }
figure > img, .body img { display: block; max-width: 100%; height: auto }
figure > svg { position: absolute; inset: 0; width: 100%; height: 100% }
.case { margin-top: 1.4rem; padding-left: .8rem; border-left: 3px solid #0b5d5b }
.right { font-weight: 600 }
.right::before { content: "✓ " }
.feedback, .references { color: #444; font-size: 10pt }
.references { margin-top: 2rem }
@media print { body { margin: 0; padding: 0; max-width: none } .lines { print-color-adjust: exact } }
`

export interface PaperText {
  inline: (text: RichText | undefined, blank?: (index: number) => string) => string
  image: (image: QuizImage) => string
}

export function paperText(context: FormatContext): PaperText {
  const image = ({ source, alt }: QuizImage) => {
    const { mime, bytes, width, height } = context.figures.get(source)!
    return `<img src="data:${mime};base64,${Buffer.from(bytes).toString('base64')}" alt="${escapeHtml(alt)}" width="${width}" height="${height}">`
  }
  const citation = superscripts(context)
  return { image, inline: (text, blank) => text ? toHtml(text, { citation, image, blank: blank ?? (() => '<span class="write">&nbsp;</span>') }) : '' }
}

/** A page to print. */
export function paperPage(context: FormatContext, { heading, lead, body }: { heading: string, lead: string, body: string }): string {
  return `<!doctype html>
<html lang="${escapeHtml(context.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${context.courseTitle}: ${heading}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="course">${escapeHtml(context.courseTitle)}</p>
<h1>${escapeHtml(heading)}</h1>
${lead}
</header>
<main>
${body}
</main>
</body>
</html>
`
}

/** A picture with its regions outlined and lettered. */
export function outlined(image: QuizImage, regions: readonly Region[], context: FormatContext, text: PaperText, chosen: (region: Region) => boolean = () => false): string {
  const { width, height } = context.figures.get(image.source)!
  const x = (percent: number) => Number((percent * width / 100).toFixed(2))
  const y = (percent: number) => Number((percent * height / 100).toFixed(2))
  const size = Math.max(width, height)
  const drawn = ({ shape }: Region, style: string, label: (left: number, top: number) => string): string => {
    switch (shape.kind) {
      case 'rect':
        return `<rect x="${x(shape.x)}" y="${y(shape.y)}" width="${x(shape.width)}" height="${y(shape.height)}" ${style}/>${label(x(shape.x) + size / 80, y(shape.y) + size / 26)}`
      case 'circle':
        return `<circle cx="${x(shape.x)}" cy="${y(shape.y)}" r="${x(shape.radius)}" ${style}/>${label(x(shape.x), y(shape.y))}`
      case 'poly':
        return `<polygon points="${shape.points.map(([left, top]) => `${x(left)},${y(top)}`).join(' ')}" ${style}/>${label(x(shape.points[0]![0]), y(shape.points[0]![1]) + size / 26)}`
    }
  }
  const shapes = regions.map((region, index) => drawn(
    region,
    `fill="none" stroke="${chosen(region) ? '#0b5d5b' : '#1a1a1a'}" stroke-width="${(chosen(region) ? 6 : 3) * size / 800}"`,
    (left, top) => `<text x="${left}" y="${top}" font-size="${size / 28}" font-family="sans-serif" font-weight="700" fill="#1a1a1a" stroke="#fff" stroke-width="${size / 140}" paint-order="stroke">${letter(index)}</text>`,
  ))
  return `<figure>${text.image(image)}<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">${shapes.join('')}</svg></figure>`
}

/** References of the course that these texts cite. */
export function referenceSection(keys: ReadonlySet<string>, { references }: FormatContext, words: PaperWords): string {
  const cited = references.filter(reference => keys.has(reference.key))
  if (!cited.length)
    return ''
  const lines = cited.map((reference) => {
    const marks = [reference.retracted, reference.unverified && `Unverified: ${reference.unverified}`].filter(mark => mark !== undefined)
    return `<li value="${reference.number}">${reference.html}${marks.map(mark => ` <strong>[${escapeHtml(mark)}]</strong>`).join('')}</li>`
  })
  return `<section class="references"><h2>${escapeHtml(words.references)}</h2><ol>${lines.join('\n')}</ol></section>`
}
