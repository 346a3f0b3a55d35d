import type { NextApp, Repository } from '@repo/next-repository';
import { lineOfKey } from '@repo/next-repository';
import { z } from 'zod';
import type { Finding, StaticCheck } from '../check.ts';

/** @source Node.js `--max-http-header-size` (16 KiB); RFC 6265 section 8.5: cookies do not tell ports apart. */
export const sharedLocalhost: StaticCheck = {
  id: 'shared-localhost',
  kind: 'static',
  title: 'Apps on ports of localhost share their cookies (error 431)',
  whyItMatters:
    'Cookies do not depend on the port: every app receives the cookies of all others. Together they can exceed the 16 KiB that Node.js accepts in a request’s headers; it then answers 431 before your code runs. Signing in to one app overwrites the session of the others.',
  fix: 'Give each app a host of its own, such as app.acme.localhost, as pnpm sso dev does; or run next dev with NODE_OPTIONS=--max-http-header-size=32768 and clear the cookies of localhost.',
  severity: 'warning',
  run: (repository) => {
    const apps = repository.apps.flatMap((app) => portOf(repository, app));
    const ports = new Set(apps.map(({ port }) => port));
    if (ports.size < 2) return [];
    return apps.map(({ finding }) => finding);
  },
};

const Scripts = z.object({ scripts: z.object({ dev: z.string().optional() }).optional() });

function portOf(repository: Repository, app: NextApp): readonly { port: string; finding: Finding }[] {
  if (!app.dependency('@clerk/nextjs')) return [];
  const text = repository.read(app.manifestFile) ?? '';
  const dev = Scripts.safeParse(JSON.parse(text)).data?.scripts?.dev ?? '';
  const port = /\bnext dev\b.*?(?:-p|--port)[ =](\d+)/.exec(dev)?.[1];
  const isApart = /max-http-header-size|(?:-H|--hostname)[ =](?!localhost|127\.0\.0\.1|0\.0\.0\.0)/.test(dev);
  if (port === undefined || isApart) return [];
  const line = lineOfKey(text, 'dev');
  return [
    {
      port,
      finding: {
        saw: `${app.directory || 'The app'} runs on localhost:${port}`,
        file: app.manifestFile,
        line,
      },
    },
  ];
}
