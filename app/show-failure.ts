import type { PageWords } from './words/en.ts'
import { chooseLanguage } from './words/choose-language.ts'
import { pageLanguages } from './words/page-languages.ts'

/** Says in words what went wrong and how to go on; works without Vue and without the course. */
export function showFailure(what: keyof PageWords['failure']): void {
  document.querySelector('#failure')?.remove()
  const tag = chooseLanguage(Object.keys(pageLanguages), document.documentElement.lang)
  const { failure } = pageLanguages[tag]!
  const notice = document.createElement('div')
  notice.id = 'failure'
  notice.className = 'notice'
  notice.lang = tag
  notice.setAttribute('role', 'alert')
  const words = document.createElement('p')
  words.textContent = `${failure[what]} ${failure.goOn} `
  const link = document.createElement('a')
  link.href = '../slides/index.html'
  link.textContent = failure.openSlides
  words.append(link, '.')
  notice.append(words)
  document.body.prepend(notice)
}
