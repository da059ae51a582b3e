/** What the windows of one browser tell each other. */
export type TabMessage
  = | { kind: 'changed', person: string, course: string }
    | { kind: 'signed-in', person: string }
    | { kind: 'signed-out' }

export interface Tabs {
  readonly tell: (message: TabMessage) => void
  readonly close: () => void
}

/** Joins the windows of this browser that show courses for credit; without BroadcastChannel each looks when it is shown. */
export function joinTabs(onMessage: (message: TabMessage) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined')
    return { tell: () => {}, close: () => {} }
  const channel = new BroadcastChannel('lectern:credit')
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => onMessage(data)
  return {
    tell: message => channel.postMessage(message),
    close: () => channel.close(),
  }
}
