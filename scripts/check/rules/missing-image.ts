import type { Slide } from '../../course/slide.ts'
import type { Deck, DeckRule } from '../deck-rule.ts'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { extractImagesUsage } from '@slidev/parser/core'
import { publicFolders } from '../../course/public-folders.ts'
import { slideNumbered } from '../deck-rule.ts'
import { placeIn, placeOfDeck, placeOfKey } from '../place.ts'

export const missingImage: DeckRule = {
  id: 'missing-image',
  severity: 'error',
  why: 'The audience sees a broken picture, or nothing where the evidence should be.',
  mend: 'Put the image at the place that is named, or correct its path.',
  read: deck => deck.slides.flatMap(slide => missingImagesOf(deck, slide).map(image => ({
    ...(slide.content.includes(image) ? placeIn(slide, image) : placeOfKey(slide, keyHolding(slide, image))),
    message: `The image "${image}" does not exist.`,
    mend: isFromPublic(image)
      ? `Put it at ${join(deck.place.folder, 'public', image)}, or correct its name.`
      : `Put it at ${join(dirname(slide.file), image)}, or correct its name.`,
  }))),
  look({ deck, origin, measured, failedRequests }) {
    const known = deck.slides.flatMap(slide => missingImagesOf(deck, slide).map(image => image.replace(/^\.?\//, '')))
    const isKnown = (url: string) => known.some(image => url.endsWith(`/${image}`))
    const isExternal = (url: string) => !url.startsWith(origin) && !url.startsWith('data:')
    const onSlides = measured.flatMap(({ no, brokenImages }) => brokenImages
      .filter(({ src }) => !isKnown(src) && !isExternal(src))
      .map(({ src }) => ({ src, slide: slideNumbered(deck, no) })))
    const shown = new Set(onSlides.map(({ src }) => src))
    const requested = failedRequests
      .filter(({ url, type }) => type === 'image' && !shown.has(url) && !isKnown(url))
      .map(({ url }) => ({ src: url, slide: deck.slides.find(slide => slide.content.includes(nameOf(url))) }))
    return [...onSlides, ...requested].map(({ src, slide }) => ({
      ...(slide ? placeIn(slide, nameOf(src)) : placeOfDeck(deck)),
      message: `The image "${src.startsWith('data:') ? 'written into the slide' : src.replace(origin, '')}" cannot be shown.`,
      mend: 'Correct its name, or save it again as SVG, PNG, JPEG or WebP.',
    }))
  },
}

/** Images that a slide's source names and that are not there, as they are written. */
export function missingImagesOf(deck: Deck, slide: Slide): string[] {
  return extractImagesUsage(slide.content, slide.frontmatter)
    .filter(image => !/^(?:[a-z][a-z\d+.-]*:|\/\/|[~@#])/i.test(image) && !image.includes('{'))
    .filter(image => !places(deck, slide, image).some(isFile))
}

function places(deck: Deck, slide: Slide, image: string): string[] {
  const path = decodeURI(image.replace(/[?#].*$/, ''))
  const published = publicFolders(deck.place).map(folder => join(folder, path))
  return isFromPublic(image) ? published : [join(dirname(slide.file), path), ...(path.startsWith('.') ? [] : published)]
}

function isFromPublic(image: string): boolean {
  return image.startsWith('/')
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}

function keyHolding(slide: Slide, image: string): string {
  return Object.entries(slide.frontmatter).find(([, value]) => value === image)?.[0] ?? 'image'
}

function nameOf(url: string): string {
  return decodeURIComponent(url.split('/').at(-1)!.replace(/[?#].*$/, ''))
}
