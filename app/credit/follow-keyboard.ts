/**
 * Marks the page while the keyboard is at work in it: what takes the focus is then kept clear of the bar at the foot of the
 * window. With a mouse that would be a trap: pressing a button beside the bar moves it away from under the pointer.
 */
export function followKeyboard(): void {
  const mark = (on: boolean) => document.documentElement.classList.toggle('by-keyboard', on)
  addEventListener('keydown', event => event.key === 'Tab' && mark(true), true)
  addEventListener('pointerdown', () => mark(false), true)
}
