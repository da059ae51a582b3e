/** A year; only whoever runs the whole domain can speak for its other hosts. Said on https alone, where browsers heed it. */
export function strictTransport(baseUrl: string): string | false {
  return baseUrl.startsWith('https:') && 'max-age=31536000'
}
