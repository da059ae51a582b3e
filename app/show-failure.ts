/** Says in words what went wrong and how to go on; works without Vue. */
export function showFailure(message: string): void {
  document.querySelector('#failure')?.remove()
  const notice = document.createElement('div')
  notice.id = 'failure'
  notice.className = 'notice'
  notice.setAttribute('role', 'alert')
  const words = document.createElement('p')
  words.textContent = `${message} Reload the page; your progress on this device is kept. If that does not help, you can still follow the lecture: `
  const link = document.createElement('a')
  link.href = '../slides/index.html'
  link.textContent = 'open the slides'
  words.append(link, '.')
  notice.append(words)
  document.body.prepend(notice)
}
