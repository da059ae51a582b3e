/** A picture of the quiz's public content. */
export interface PublicFigure { alt: string, image?: { path: string }, drawing?: string, width: number, height: number }

/**
 * The pictures of a quiz as it was taken, in the order in which a review numbers them; none where they cannot be had: a review
 * then says what they show.
 * @param content folder of the quiz's public content
 */
export async function loadFigures(content: string): Promise<PublicFigure[]> {
  const response = await fetch(`${content}/content.json`).catch(() => undefined)
  if (!response?.ok)
    return []
  const { figures = [] } = await response.json().catch(() => ({})) as { figures?: PublicFigure[] }
  return figures
}

/** HTML of a review with each picture in place of its alternative text, where the content has the very picture. */
export function withFigures(html: string, figures: readonly PublicFigure[], content: string): string {
  if (!html.includes('data-figure'))
    return html
  const template = document.createElement('template')
  template.innerHTML = html
  for (const words of template.content.querySelectorAll<HTMLElement>('em[data-figure]')) {
    const figure = figures[Number(words.dataset.figure) - 1]
    // A version that an older kit built may number its pictures otherwise.
    if (figure?.alt !== words.textContent)
      continue
    const picture = document.createElement('img')
    picture.src = figure.drawing ? `data:image/svg+xml;base64,${figure.drawing}` : `${content}/${figure.image?.path}`
    picture.alt = figure.alt
    picture.width = figure.width
    picture.height = figure.height
    words.replaceWith(picture)
  }
  return template.innerHTML
}
