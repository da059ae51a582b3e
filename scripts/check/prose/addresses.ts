import type { Slide } from '../../course/slide.ts'

/** Lines of a slide that hold an e-mail address, with their offsets (from 0) in its content. */
export function slideAddresses(slide: Slide): { line: string, offset: number }[] {
  if (!slide.content.includes('@'))
    return []
  const lines: { line: string, offset: number }[] = []
  let offset = 0
  for (const line of slide.content.split('\n')) {
    if (line.length < 2000 && /[\w.+-]{1,40}@[\w-]{1,40}\.[a-z]/i.test(line))
      lines.push({ line, offset })
    offset += line.length + 1
  }
  return lines
}
