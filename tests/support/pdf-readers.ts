import { spawnSync } from 'node:child_process'

/** Whether PDF programs of others are on this machine: poppler and qpdf. Tests that ask them are left out where they are not. */
export const hasPdfReaders = ['pdftotext', 'qpdf'].every(program => spawnSync(program, ['--version']).error === undefined)
