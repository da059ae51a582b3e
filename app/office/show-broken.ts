/** Says above the page that a part of it does not work; needs no Vue. */
export function showBroken(message: string): void {
  document.querySelector('#broken')?.remove()
  const notice = document.createElement('p')
  notice.id = 'broken'
  notice.className = 'notice'
  notice.setAttribute('role', 'alert')
  notice.textContent = message
  document.body.prepend(notice)
}
