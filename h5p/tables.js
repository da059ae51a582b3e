/*!
 * Lectern.Quiz, tables: one that is wider than its place is shown row by row, each cell beside the head of its column, so
 * that nothing of a question stands out of sight. MIT licence.
 *
 * This very file runs in the H5P content type and where the learner's page shows an attempt again.
 */
globalThis.Lectern = globalThis.Lectern || {}

globalThis.Lectern.tables = (function () {
  'use strict'

  return { frame, fit }

  /** Gives every table below a node a frame to be fitted in, and each of its cells the head of its column. */
  function frame(node) {
    node.querySelectorAll('table').forEach((table) => {
      const box = node.ownerDocument.createElement('div')
      box.className = 'lq-table'
      table.replaceWith(box)
      box.appendChild(table)
      // A table that is laid out in blocks is none to a screen reader any more, unless it is called one.
      const call = (selector, role) => table.querySelectorAll(selector).forEach(part => part.setAttribute('role', role))
      table.setAttribute('role', 'table')
      call('thead, tbody', 'rowgroup')
      call('tr', 'row')
      call('td', 'cell')
      call('th', 'columnheader')
      const heads = Array.from(table.querySelectorAll('thead th'))
      table.querySelectorAll('tbody tr').forEach((row) => {
        if (row.cells.length === heads.length)
          Array.from(row.cells).forEach((cell, column) => nameCell(cell, heads[column]))
      })
    })
  }

  function nameCell(cell, head) {
    const value = cell.ownerDocument.createElement('span')
    value.className = 'lq-value'
    value.append(...cell.childNodes)
    const name = cell.ownerDocument.createElement('span')
    name.className = 'lq-column'
    name.setAttribute('aria-hidden', 'true')
    name.append(...Array.from(head.childNodes, child => child.cloneNode(true)))
    cell.append(name, value)
  }

  /** Shows every framed table below a node as one where there is room for it, else row by row. */
  function fit(node) {
    node.querySelectorAll('.lq-table').forEach((box) => {
      box.classList.remove('lq-stacked')
      box.classList.toggle('lq-stacked', box.scrollWidth > box.clientWidth)
    })
  }
})()
