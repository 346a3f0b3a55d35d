/**
 * Runs the worker in workerd on 127.0.0.1, for `pnpm sso dev` (bundled again at each change) and `pnpm sso stack` (the build).
 *
 *   node serve.mjs --mode dev|production --port 8787 --bindings '{"SSO_ENVIRONMENT":"local"}'
 */
import { parseArgs } from 'node:util';
import { context } from 'esbuild';
import { Miniflare } from 'miniflare';
import { BUNDLE, COMPATIBILITY_DATE, DURABLE_OBJECTS, OUTPUT } from './bundle.mjs';

const { values } = parseArgs({
  options: {
    mode: { type: 'string', default: 'dev' },
    port: { type: 'string', default: '8787' },
    bindings: { type: 'string', default: '{}' },
    /** Folder for what the Durable Objects store; without it, they store in memory. */
    storage: { type: 'string' },
  },
});

const options = (contents) => ({
  name: 'api',
  modules: [{ type: 'ESModule', path: 'worker.js', contents }],
  compatibilityDate: COMPATIBILITY_DATE,
  host: '127.0.0.1',
  port: Number(values.port),
  bindings: JSON.parse(values.bindings),
  durableObjects: DURABLE_OBJECTS,
  durableObjectsPersist: values.storage ?? false,
});

let worker;
async function run(contents) {
  if (worker) return worker.setOptions(options(contents));
  worker = new Miniflare(options(contents));
  try {
    await worker.ready;
  } catch {
    // workerd has said on stderr what the worker threw.
    console.error('The worker does not start with these bindings.');
    process.exit(1);
  }
}

if (values.mode === 'production') {
  const { readFile } = await import('node:fs/promises');
  await run(await readFile(OUTPUT, 'utf8'));
} else {
  const onEnd = async ({ outputFiles = [] }) => {
    const script = outputFiles.find(({ path }) => path.endsWith('.js'));
    if (script) await run(script.text);
  };
  const plugin = { name: 'serve', setup: (build) => build.onEnd(onEnd) };
  await (await context({ ...BUNDLE, sourcemap: 'inline', write: false, plugins: [plugin] })).watch();
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, async () => {
    await worker?.dispose();
    process.exit(0);
  });
}
