import type { BuiltCourse } from './built-courses.ts'
import { escapeHtml } from '../html/escape-html.ts'

const PRODUCT_LINKS: Record<string, string> = {
  handouts: 'Handouts (PDF)',
  quizzes: 'Quizzes (H5P)',
}

export function folderPage(course: BuiltCourse, product: string, files: readonly string[]): string {
  const links = [...files].sort().map(file => `<li><a href="/${course.name}/${product}/${file.split('/').map(encodeURIComponent).join('/')}">${escapeHtml(file)}</a></li>`)
  return page(`${course.title}: ${PRODUCT_LINKS[product]}`, `<ul>${links.join('')}</ul><p><a href="/">All courses</a></p>`)
}

export function notFoundPage(): string {
  return page('Not found', '<p>There is nothing at this address. <a href="/">All courses</a></p>')
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)} · Lectern</title>
<link rel="icon" href="data:,">
<style>:root{color-scheme:light dark}body{font:18px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}h1{font-size:1.6rem}a{color:LinkText}li{margin:.4rem 0}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>`
}
