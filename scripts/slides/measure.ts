import type { Page } from 'playwright-core'

/** A rectangle in CSS pixels, from the slide's top left corner. */
export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** A piece of text as it stands on the slide: one text node of the page. */
export interface TextRun {
  text: string
  /** One box for each line. */
  lines: Box[]
  /** Height of the type in pixels of the canvas, after all scaling. */
  size: number
  /** The part of the slide that an ancestor lets be seen; undefined when nothing but the slide's edge cuts it off. */
  window?: Box
  /** The same for all runs of one paragraph, cell or label. */
  block: number
  /** Citations, provenance, references and marks of doubt: print that may be small. */
  fine: boolean
  footer: boolean
  /** Whether screen readers are told to pass it over. */
  hidden: boolean
}

/** A picture, drawing, table or coloured box. */
export interface Shape {
  /** Element name, for example "svg". */
  element: string
  /** What it says of itself: its label or its first words. */
  label: string
  box: Box
  kind: 'picture' | 'table' | 'box'
  footer: boolean
}

/** An image that did not arrive. */
export interface BrokenImage {
  /** As the page asked for it. */
  src: string
}

export interface MeasuredSlide {
  /** Slide number from 1. */
  no: number
  width: number
  height: number
  /** Where the footer begins, when the slide has one. */
  footerTop?: number
  runs: TextRun[]
  shapes: Shape[]
  brokenImages: BrokenImage[]
}

/** Measures what stands on each page of a print page. */
export function measureSlides(page: Page): Promise<MeasuredSlide[]> {
  return page.evaluate(measure)
}

/** Measures the same slides as an audience sees them: style sheets may show other things on a screen than on paper. */
export async function measureOnScreen(page: Page): Promise<MeasuredSlide[]> {
  const printing = (on: boolean) => page.evaluate(on => void document.documentElement.classList.toggle('print', on), on)
  await printing(false)
  const measured = await page.evaluate(measure)
  await printing(true)
  return measured
}

/** Runs in the page. */
function measure(): MeasuredSlide[] {
  const footers = 'footer, .lectern-footer'
  const finePrint = 'sup, sub, cite, footer, .lectern-footer, .lectern-references, .lectern-unverified .word, [data-fine-print]'
  const pictures = new Set(['img', 'svg', 'canvas', 'video', 'iframe', 'picture', 'object'])

  const isSeen = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })

  /** Where fixed and absolute elements are placed; what lies between does not cut them off. */
  const isContaining = (style: CSSStyleDeclaration) =>
    style.position !== 'static' || style.transform !== 'none' || style.filter !== 'none' || style.contain.includes('paint')

  const measureSlide = (slide: HTMLElement): MeasuredSlide => {
    const frame = slide.getBoundingClientRect()
    const toBox = (rect: DOMRect): Box => ({ left: rect.left - frame.left, top: rect.top - frame.top, right: rect.right - frame.left, bottom: rect.bottom - frame.top })
    const blocks = new Map<Element, number>()
    const windows = new Map<Element, Box | undefined>()

    /** What the ancestors of an element let be seen of it. */
    const windowOf = (element: Element): Box | undefined => {
      const known = windows.get(element)
      if (known !== undefined || windows.has(element))
        return known
      const style = getComputedStyle(element)
      let parent = element.parentElement
      if (style.position === 'absolute') {
        while (parent && parent !== slide && !isContaining(getComputedStyle(parent)))
          parent = parent.parentElement
      }
      let window = !parent || element === slide || parent === slide ? undefined : windowOf(parent)
      const cutsX = style.overflowX !== 'visible'
      const cutsY = style.overflowY !== 'visible'
      const cutsAll = style.clipPath !== 'none' || (style.clip !== 'auto' && style.clip !== '')
      if (element !== slide && (cutsX || cutsY || cutsAll) && style.display !== 'inline') {
        const box = toBox(element.getBoundingClientRect())
        const endless = 1e6
        const own: Box = {
          left: cutsX || cutsAll ? box.left : -endless,
          right: cutsX || cutsAll ? box.right : endless,
          top: cutsY || cutsAll ? box.top : -endless,
          bottom: cutsY || cutsAll ? box.bottom : endless,
        }
        window = window
          ? { left: Math.max(window.left, own.left), top: Math.max(window.top, own.top), right: Math.min(window.right, own.right), bottom: Math.min(window.bottom, own.bottom) }
          : own
      }
      windows.set(element, window)
      return window
    }

    const blockOf = (element: Element): number => {
      let block = element
      while (block !== slide && getComputedStyle(block).display.startsWith('inline') && !(block instanceof SVGTextContentElement && block.localName === 'text'))
        block = block.parentElement ?? slide
      if (!blocks.has(block))
        blocks.set(block, blocks.size)
      return blocks.get(block)!
    }

    const sizeOf = (element: Element): number => {
      const size = Number.parseFloat(getComputedStyle(element).fontSize)
      if (element instanceof SVGGraphicsElement) {
        const matrix = element.getScreenCTM()
        return matrix ? size * Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c)) : size
      }
      let scale = 1
      for (let each: Element | null = element; each && each !== slide; each = each.parentElement) {
        const style = getComputedStyle(each)
        if (each instanceof HTMLElement && (style.transform !== 'none' || style.scale !== 'none') && each.offsetWidth > 0)
          scale *= new DOMMatrix(style.transform).a * Number.parseFloat(style.scale === 'none' ? '1' : style.scale)
      }
      return size * Math.abs(scale || 1)
    }

    const isClosed = (window: Box | undefined) => window !== undefined && (window.right - window.left < 3 || window.bottom - window.top < 3)

    const runs: TextRun[] = []
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement
      const text = node.textContent?.replace(/\s+/g, ' ').trim()
      if (!element || !text || ['STYLE', 'SCRIPT', 'TITLE', 'DESC'].includes(element.nodeName.toUpperCase()) || !isSeen(element))
        continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const lines = [...range.getClientRects()].filter(rect => rect.width > 0.5 && rect.height > 0.5).map(toBox)
      const window = windowOf(element)
      if (lines.length === 0 || isClosed(window))
        continue
      runs.push({
        text,
        lines,
        size: sizeOf(element),
        window,
        block: blockOf(element),
        fine: element.closest(finePrint) !== null,
        footer: element.closest(footers) !== null,
        hidden: element.closest('[aria-hidden="true"]') !== null,
      })
    }

    const shapes: Shape[] = []
    for (const element of slide.querySelectorAll('*')) {
      if (element instanceof SVGElement && element.localName !== 'svg')
        continue
      if (!isSeen(element))
        continue
      const name = element.localName
      const style = getComputedStyle(element)
      const painted = style.backgroundImage !== 'none' || !/^(?:transparent|rgba\(.*, 0\))$/.test(style.backgroundColor)
        || ['Top', 'Right', 'Bottom', 'Left'].some(side => Number.parseFloat(style.getPropertyValue(`border-${side.toLowerCase()}-width`)) > 0)
      const kind = pictures.has(name) ? 'picture' : name === 'table' ? 'table' : painted ? 'box' : undefined
      const rect = element.getBoundingClientRect()
      if (kind === undefined || rect.width < 1 || rect.height < 1 || isClosed(windowOf(element)))
        continue
      if (kind === 'box' && element.closest('[aria-hidden="true"]'))
        continue
      if (element.parentElement?.closest('svg'))
        continue
      shapes.push({
        element: name,
        label: (element.getAttribute('aria-label') ?? element.getAttribute('alt') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 60),
        box: toBox(rect),
        kind,
        footer: element.closest(footers) !== null,
      })
    }

    const footer = [...slide.querySelectorAll(footers)].find(isSeen)
    return {
      no: Number.parseInt(slide.id),
      width: frame.width,
      height: frame.height,
      footerTop: footer && toBox(footer.getBoundingClientRect()).top,
      runs,
      shapes,
      brokenImages: [...slide.querySelectorAll('img')]
        .filter(image => image.complete && image.naturalWidth === 0 && image.getAttribute('src'))
        .map(image => ({ src: image.currentSrc || image.src })),
    }
  }

  return [...document.querySelectorAll<HTMLElement>('.print-slide-container')].map(measureSlide)
}
