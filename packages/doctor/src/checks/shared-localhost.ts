import type { Package, Repository } from '@repo/next-repository';
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
  fix: 'Give each app a host of its own, such as app.acme.localhost, as pnpm sso dev does; or start each development server, of Next.js or Vite, with NODE_OPTIONS=--max-http-header-size=32768, and clear the cookies of localhost.',
  severity: 'warning',
  run: (repository) => {
    const servers = repository.packages.flatMap((owner) => serverOf(repository, owner));
    const ports = new Set(servers.map(({ port }) => port));
    if (ports.size < 2) return [];
    return servers.map(({ finding }) => finding);
  },
};

const Scripts = z.object({ scripts: z.object({ dev: z.string().optional() }).optional().catch(undefined) });

/** Development servers, and the port each has by default. */
const DEFAULT_PORTS: readonly (readonly [RegExp, string])[] = [
  [/\bnext(?:\s+dev|\s*$)/, '3000'],
  [/\b(?:vite|react-router\s+dev|remix\s+vite:dev)\b/, '5173'],
  [/\bastro\s+dev\b/, '4321'],
  [/\bnuxt\s+dev\b/, '3000'],
];

function serverOf(repository: Repository, owner: Package): readonly { port: string; finding: Finding }[] {
  if (!usesClerk(repository, owner)) return [];
  const text = repository.read(owner.manifestFile) ?? '';
  const dev = Scripts.safeParse(JSON.parse(text)).data?.scripts?.dev ?? '';
  const usual = DEFAULT_PORTS.find(([server]) => server.test(dev))?.[1];
  const port = /(?:-p|--port)[ =](\d+)|\bPORT=(\d+)/.exec(dev)?.slice(1).find(Boolean) ?? usual;
  const isApart =
    /max-http-header-size|(?:-H|--hostname|--host)[ =](?!localhost|127\.0\.0\.1|0\.0\.0\.0)[\w.]+/.test(dev);
  if (usual === undefined || port === undefined || isApart) return [];
  const line = lineOfKey(text, 'dev');
  const saw = `${owner.directory || 'The app'} runs on localhost:${port}`;
  return [{ port, finding: { saw, file: owner.manifestFile, line } }];
}

/** Its own dependency, or that of a package of the workspace that it uses. */
function usesClerk(repository: Repository, owner: Package): boolean {
  if (hasClerk(owner)) return true;
  const { dependencies, devDependencies } = owner.manifest;
  const names = new Set(Object.keys({ ...dependencies, ...devDependencies }));
  return repository.packages.some(
    (one) => one.manifest.name !== undefined && names.has(one.manifest.name) && hasClerk(one),
  );
}

function hasClerk({ manifest: { dependencies, peerDependencies } }: Package): boolean {
  return Object.keys({ ...dependencies, ...peerDependencies }).some((name) => CLERK_SDK.test(name));
}

/** Those that run in the browser or answer its requests. */
const CLERK_SDK = /^@clerk\/(?!testing|backend|types|shared|themes|localizations)/;
