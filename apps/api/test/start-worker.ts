import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { onTestFinished } from 'vitest';
import { BUNDLE, COMPATIBILITY_DATE, DURABLE_OBJECTS } from '../bundle.mjs';

/** Bundled once for all tests of a file, exactly as it is deployed. */
let bundle: Promise<string> | undefined;

export function bundleWorker(): Promise<string> {
  bundle ??= build({ ...BUNDLE, write: false, sourcemap: false }).then(
    ({ outputFiles }) => outputFiles[0]?.text ?? '',
  );
  return bundle;
}

export interface Worker {
  /** Ends workerd before the test does. */
  stop(): Promise<void>;
  /** Sends one request to the worker in workerd. */
  call(path: string, init?: { method?: string; headers?: Record<string, string> }): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of unknown shape: a test asserts what it reads. */
  readonly json: unknown;
}

/** Runs the worker until the test ends. @param bindings What `wrangler.jsonc` calls `vars`. @param storage Folder; default: in memory. */
export async function startWorker(bindings: Record<string, string>, storage?: string): Promise<Worker> {
  const miniflare = new Miniflare({
    modules: [{ type: 'ESModule', path: 'worker.js', contents: await bundleWorker() }],
    compatibilityDate: COMPATIBILITY_DATE,
    bindings,
    durableObjects: DURABLE_OBJECTS,
    durableObjectsPersist: storage ?? false,
    // What a worker that does not start says is part of the error; it need not be printed, too.
    handleStructuredLogs: () => {},
  });
  try {
    await miniflare.ready;
  } catch (error) {
    // It cannot end what has not begun, and says so a second time.
    await miniflare.dispose().catch(() => {});
    throw error;
  }
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= miniflare.dispose();
    return stopping;
  };
  onTestFinished(stop);
  return {
    stop,
    async call(path, init = {}) {
      const response = await miniflare.dispatchFetch(`http://api.acme.localhost:3000${path}`, init);
      const text = await response.text();
      const headers = new Headers([...response.headers]);
      return { status: response.status, headers, text, json: text.startsWith('{') ? JSON.parse(text) : null };
    },
  };
}
