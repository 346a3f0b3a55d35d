import type { CDPSession } from '@playwright/test';

interface DocumentRequest {
  readonly url: string;
  readonly isRedirect: boolean;
  readonly atSeconds: number;
}

/** The documents that one tab requests, as the browser reports them, with times of its monotonic clock. */
export interface Trail {
  /** In the order they were sent, redirects included. */
  readonly requests: readonly DocumentRequest[];
  /** Removes what was recorded so far. */
  clear(): void;
  /** Milliseconds from the first request until the document that is shown now, which has been parsed, had been. */
  durationMs(): Promise<number>;
}

/** Listens to the browser's network and page events until the tab closes. */
export async function recordTrail(cdp: CDPSession): Promise<Trail> {
  const requests: DocumentRequest[] = [];
  const parsedAtSeconds = new Map<string, number>();
  cdp.on('Network.requestWillBeSent', ({ type, request, redirectResponse, timestamp }) => {
    if (type !== 'Document') return;
    requests.push({ url: request.url, isRedirect: redirectResponse !== undefined, atSeconds: timestamp });
  });
  cdp.on('Page.lifecycleEvent', ({ name, loaderId, timestamp }) => {
    if (name === 'DOMContentLoaded') parsedAtSeconds.set(loaderId, timestamp);
  });
  await cdp.send('Network.enable');
  await cdp.send('Page.enable');
  await cdp.send('Page.setLifecycleEventsEnabled', { enabled: true });
  return {
    requests,
    clear() {
      requests.length = 0;
      parsedAtSeconds.clear();
    },
    async durationMs() {
      // The answer comes after the events that led to it.
      const { frameTree } = await cdp.send('Page.getFrameTree');
      const parsed = parsedAtSeconds.get(frameTree.frame.loaderId);
      const started = requests[0]?.atSeconds;
      if (parsed === undefined || started === undefined)
        throw new Error('The browser reported no navigation.');
      return (parsed - started) * 1000;
    },
  };
}
