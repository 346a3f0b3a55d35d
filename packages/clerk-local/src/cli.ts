import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { startLocalClerk } from './index.ts';

const HELP = `Runs a local Clerk for one app.

  pnpm --filter clerk-local start --origin http://app.acme.localhost:3000 [--port 4000] [--state .clerk-local]

  --origin   origin of the app; repeat it for more apps
  --port     port to listen on (default 4000)
  --state    folder that keeps accounts and keys (default: memory only)`;

// A process of its own that mostly waits: memory counts more than the time of collecting garbage. Half as much after 10,000 sign-ins.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=20');

const { values } = parseArgs({
  options: {
    origin: { type: 'string', multiple: true },
    port: { type: 'string', default: '4000' },
    state: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const [home] = values.origin ?? [];
if (values.help || home === undefined) print(HELP);
else await run(home, values.origin ?? []);

async function run(homeUrl: string, allowedOrigins: readonly string[]): Promise<void> {
  const port = Number(values.port);
  // Browsers resolve `*.localhost` by themselves. Its parent domain may have a cookie; `localhost` alone may not.
  const clerk = await startLocalClerk({
    frontendApiHost: `clerk.acme.localhost:${port}`,
    rootDomain: 'acme.localhost',
    allowedOrigins,
    homeUrl,
    signInUrl: `${homeUrl}/sign-in`,
    signUpUrl: `${homeUrl}/sign-up`,
    port,
    ...(values.state === undefined ? {} : { stateDir: values.state }),
  });
  print(`Local Clerk: http://clerk.acme.localhost:${port} (inbox at /inbox)
NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=${clerk.publishableKey}
CLERK_SECRET_KEY=${clerk.secretKey}
CLERK_API_URL=${clerk.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void clerk.close());
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
