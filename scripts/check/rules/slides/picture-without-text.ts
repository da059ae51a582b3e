import { picturesOf } from '../../prose/pictures.ts'
import { defineRule } from '../../rule.ts'

export const pictureWithoutText = defineRule({
  id: 'picture-without-text',
  family: 'slides',
  severity: 'error',
  why: 'Who cannot see the picture learns nothing from it: screen readers, tagged handouts and packages read its text.',
  mend: 'Say what the picture shows and proves: ![Pain fell on both, a little more on naltrexone](/bars.png). For a mere ornament write <img alt="" …>.',
  source: 'WCAG 2.2, 1.1.1; PDF/UA-1 (ISO 14289-1), 7.3',
  examples: {
    fires: ['# Result\n\n![](/bars.png)', '# Result\n\n<img src="/bars.png">', '# Result\n\n![image1.png](/image1.png)'],
    silent: ['# Result\n\n![Pain fell on both](/bars.png)', '# Result\n\n<img src="/line.svg" alt="">', '# Code\n\n`![](/bars.png)`'],
  },
  find: document => document.course.slides.flatMap(slide => picturesOf(slide).flatMap(({ alt, offset, form, source }) => {
    const isMissing = alt === undefined || (alt.trim() === '' && form === 'markdown')
    const isFileName = alt !== undefined && /^(?:(?:img|image|picture|photo|figure|screenshot|dsc|untitled)[\s_-]?\d{0,8}|[\w-]{1,60}\.(?:png|jpe?g|gif|svg|webp|avif|tiff?))$/i.test(alt.trim())
    return isMissing || isFileName
      ? [{ file: slide.file, ...slide.positionOf(offset), slide: slide.no, message: isFileName ? `"${alt!.trim()}" does not say what the picture shows.` : `The picture ${source ? `"${source.slice(0, 80)}" ` : ''}has no text.` }]
      : []
  })),
})
