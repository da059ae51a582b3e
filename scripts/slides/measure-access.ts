import type { Page } from 'playwright-core'

export type ColourScheme = 'light' | 'dark'

/** Text that stands out too little from what is behind it. */
export interface FaintText {
  text: string
  scheme: ColourScheme
  /** Contrast of text and background, 1 to 21 (WCAG 2.2). */
  ratio: number
  /** What WCAG asks for at this size. */
  needed: 3 | 4.5
  /** As #rrggbb, after all transparency. */
  colour: string
  background: string
}

/** A picture that says nothing of itself. */
export interface UnnamedPicture { element: string, source: string }

/** A text that a screen reader says after another one that a reader meets later. */
export interface MisplacedText {
  text: string
  /** What is read aloud before it and stands below it, or to its right in the same line. */
  after: string
}

/** What of a slide some people cannot see, or hear in another order. */
export interface MeasuredAccess {
  no: number
  faint: FaintText[]
  unnamed: UnnamedPicture[]
  misplaced: MisplacedText[]
}

/**
 * Measures every slide of a print page as an audience sees it, in each of the colour schemes that the deck has. The page
 * is as before afterwards.
 */
export async function measureAccess(page: Page, schemes: readonly ColourScheme[] = ['light', 'dark']): Promise<MeasuredAccess[]> {
  const before = await page.evaluate(() => ({ dark: document.documentElement.classList.contains('dark'), print: document.documentElement.classList.contains('print') }))
  const style = await page.addStyleTag({ content: '* { transition: none !important; pointer-events: auto !important }' })
  const show = (dark: boolean, print: boolean) => page.evaluate(({ dark, print }) => {
    document.documentElement.classList.toggle('dark', dark)
    document.documentElement.classList.toggle('print', print)
  }, { dark, print })
  try {
    const measured: MeasuredAccess[][] = []
    for (const scheme of schemes) {
      await show(scheme === 'dark', false)
      measured.push(await page.evaluate(measure, scheme))
    }
    const [first = [], ...others] = measured
    return first.map((slide, index) => ({ ...slide, faint: [slide, ...others.map(other => other[index])].flatMap(one => one?.faint ?? []) }))
  }
  finally {
    await show(before.dark, before.print)
    await style.evaluate(element => (element as Element).remove())
    await page.evaluate(() => window.scrollTo(0, 0))
  }
}

/** Runs in the page. */
function measure(scheme: ColourScheme): MeasuredAccess[] {
  type Colour = [red: number, green: number, blue: number, alpha: number]
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
  const colours = new Map<string, Colour>()
  const isSeen = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })

  /** Cut off to nothing, as words are that only screen readers are to say. */
  const isClosed = (element: Element, until: Element) => {
    for (let each: Element | null = element; each && each !== until; each = each.parentElement) {
      const style = getComputedStyle(each)
      const box = each.getBoundingClientRect()
      if (((style.overflow !== 'visible' || style.position === 'absolute') && (box.width < 3 || box.height < 3)) || style.clipPath.startsWith('inset(50%') || style.clip.startsWith('rect(0') || style.clip.startsWith('rect(1px'))
        return true
    }
    return false
  }

  /** Any colour that CSS knows, as the screen shows it; alpha from 0 to 1. */
  const toColour = (css: string): Colour => {
    const known = colours.get(css)
    if (known)
      return known
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = 'rgba(0, 0, 0, 0)'
    context.fillStyle = css
    context.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data
    const colour: Colour = [red!, green!, blue!, alpha! / 255]
    colours.set(css, colour)
    return colour
  }
  const over = (top: Colour, below: Colour): Colour => [0, 1, 2].map(index => top[index]! * top[3] + below[index]! * (1 - top[3])).concat(1) as Colour
  const luminance = (colour: Colour) => {
    const [red, green, blue] = colour.map(value => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
  }
  const toHex = (colour: Colour) => `#${colour.slice(0, 3).map(value => Math.round(value).toString(16).padStart(2, '0')).join('')}`
  const opacityOf = (element: Element, until: Element) => {
    let opacity = 1
    for (let each: Element | null = element; each && each !== until; each = each.parentElement)
      opacity *= Number.parseFloat(getComputedStyle(each).opacity)
    return opacity
  }

  /** The colour behind a point, below an element; undefined where a picture or a gradient lies there. */
  const backgroundAt = (element: Element, x: number, y: number): Colour | undefined => {
    const stack = document.elementsFromPoint(x, y)
    const own = stack.findIndex(each => each === element || element.contains(each) || each.contains(element))
    if (own < 0)
      return undefined
    const layers: Colour[] = []
    for (const each of stack.slice(own)) {
      const style = getComputedStyle(each)
      const isShape = each instanceof SVGGeometryElement
      if (each instanceof SVGTextContentElement)
        continue
      if (style.backgroundImage !== 'none' || ['img', 'canvas', 'video', 'image', 'iframe'].includes(each.localName) || (isShape && style.fill.startsWith('url')))
        return undefined
      const colour = isShape
        ? style.fill === 'none' ? [0, 0, 0, 0] as Colour : toColour(style.fill)
        : each instanceof SVGElement && each.localName !== 'svg' ? [0, 0, 0, 0] as Colour : toColour(style.backgroundColor)
      const alpha = colour[3] * Number.parseFloat(style.opacity) * (isShape ? Number.parseFloat(style.fillOpacity) : 1)
      if (alpha > 0)
        layers.push([colour[0], colour[1], colour[2], alpha])
      if (alpha > 0.995)
        break
    }
    const paper: Colour = [255, 255, 255, 1]
    return layers.reduceRight((below, layer) => over(layer, below), paper)
  }

  return [...document.querySelectorAll<HTMLElement>('.print-slide-container')].map((slide) => {
    slide.scrollIntoView({ block: 'start', behavior: 'instant' })
    const faint = new Map<string, FaintText>()
    const runs: { text: string, block: Element, left: number, right: number, top: number, bottom: number }[] = []
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement
      const text = node.textContent?.replace(/\s+/g, ' ').trim()
      if (!element || !text || !/[\p{L}\d]/u.test(text) || ['STYLE', 'SCRIPT', 'TITLE', 'DESC'].includes(element.nodeName.toUpperCase()) || !isSeen(element) || isClosed(element, slide))
        continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const lines = [...range.getClientRects()].filter(rect => rect.width > 2 && rect.height > 2)
      const [line] = lines
      if (!line)
        continue
      const style = getComputedStyle(element)
      const [x, y] = [line.left + Math.min(line.width / 2, 12), line.top + line.height / 2]
      const background = backgroundAt(element, x, y)
      if (background) {
        const isSvg = element instanceof SVGElement
        const [red, green, blue, alpha] = toColour(isSvg ? style.fill : style.color)
        const shown = over([red, green, blue, alpha * opacityOf(element, slide)], background)
        const [light, dark] = [luminance(shown), luminance(background)].sort((one, other) => other - one) as [number, number]
        const ratio = (light + 0.05) / (dark + 0.05)
        const size = Number.parseFloat(style.fontSize)
        const isLarge = size >= 24 || (size >= 18.66 && Number.parseInt(style.fontWeight) >= 700)
        const needed = isLarge ? 3 : 4.5
        // A hair below is rounding.
        if (ratio < needed - 0.02 && !faint.has(text))
          faint.set(text, { text, scheme, ratio, needed, colour: toHex(shown), background: toHex(background) })
      }
      // Labels within a drawing are read as one picture; footers, numbers and raised marks stand where they like.
      if (!element.closest('svg, footer, .lectern-footer, sup, sub, [aria-hidden="true"], [role="img"], .katex')) {
        let block: Element = element
        while (block !== slide && getComputedStyle(block).display.startsWith('inline'))
          block = block.parentElement ?? slide
        const last = runs.at(-1)
        const box = { left: Math.min(...lines.map(rect => rect.left)), right: Math.max(...lines.map(rect => rect.right)), top: Math.min(...lines.map(rect => rect.top)), bottom: Math.max(...lines.map(rect => rect.bottom)) }
        if (last?.block === block)
          Object.assign(last, { text: `${last.text} ${text}`, left: Math.min(last.left, box.left), right: Math.max(last.right, box.right), top: Math.min(last.top, box.top), bottom: Math.max(last.bottom, box.bottom) })
        else
          runs.push({ text, block, ...box })
      }
    }

    const misplaced: MisplacedText[] = []
    runs.forEach((run, index) => {
      const earlier = runs.slice(0, index).find((other) => {
        if (other.block.contains(run.block) || run.block.contains(other.block))
          return false
        const [width, height] = [Math.min(run.right, other.right) - Math.max(run.left, other.left), Math.min(run.bottom, other.bottom) - Math.max(run.top, other.top)]
        const isAbove = run.bottom <= other.top + 4 && width > 0.5 * Math.min(run.right - run.left, other.right - other.left)
        const isLeft = run.right <= other.left + 4 && height > 0.6 * Math.min(run.bottom - run.top, other.bottom - other.top) && height > 0
        return isAbove || isLeft
      })
      if (earlier)
        misplaced.push({ text: run.text.slice(0, 80), after: earlier.text.slice(0, 80) })
    })

    const unnamed: UnnamedPicture[] = []
    for (const picture of slide.querySelectorAll<HTMLElement | SVGElement>('img, svg, canvas, video, iframe, object, [role="img"]')) {
      if (!isSeen(picture) || picture.closest('[aria-hidden="true"], [role="presentation"], [role="none"]') || picture.parentElement?.closest('svg, [role="img"]'))
        continue
      const box = picture.getBoundingClientRect()
      const labelled = picture.getAttribute('aria-labelledby')?.split(/\s+/).some(id => document.getElementById(id)?.textContent?.trim())
      const title = [...picture.children].find(child => child.localName === 'title')?.textContent?.trim()
      const hasAlt = picture.localName === 'img' && picture.hasAttribute('alt')
      const isText = picture.localName === 'svg' && picture.getAttribute('role') !== 'img' && /\p{L}/u.test(picture.textContent ?? '')
      if (box.width < 2 || box.height < 2 || hasAlt || labelled || title || isText || picture.getAttribute('aria-label')?.trim() || picture.getAttribute('title')?.trim())
        continue
      unnamed.push({ element: picture.localName, source: picture.getAttribute('src') ?? picture.getAttribute('class') ?? '' })
    }
    return { no: Number.parseInt(slide.id), faint: [...faint.values()], unnamed, misplaced }
  })
}
