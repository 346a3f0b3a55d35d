import { posix } from 'node:path';
import type { CopyChoices, Placement } from './choices.ts';
import { PLACEHOLDER_DOMAIN } from './choose.ts';
import { importOf } from './source/managed-files.ts';
import type { Upstream } from './source/upstream.ts';
import type { Target } from './target/target.ts';

/** One of the three remaining steps, with its files and lines. */
export interface NextStep {
  readonly title: string;
  readonly lines: readonly { readonly path: string; readonly text: string }[];
}

/** What the owners of the target must decide themselves, in order. */
export function nextSteps({
  upstream,
  target,
  choices,
}: {
  readonly upstream: Upstream;
  readonly target: Target;
  readonly choices: CopyChoices;
}): readonly [NextStep, NextStep, NextStep] {
  const config = posix.join(choices.as, 'sso.config.ts');
  const domain = choices.domain === PLACEHOLDER_DOMAIN ? 'your domain and your apps' : 'your apps';
  const install = `${target.packageManager} install`;
  return [
    { title: `Write ${domain} into ${config}.`, lines: [] },
    {
      title: `${install}, then copy .env.example to .env.local and put your Clerk keys into it.`,
      lines: [],
    },
    {
      title: 'Put SsoProvider around each app, give the primary app a sign-in page, and start.',
      lines: choices.placements.flatMap((placement) => pageLines(placement, { upstream, choices })),
    },
  ];
}

function pageLines(
  placement: Placement,
  { upstream, choices }: { readonly upstream: Upstream; readonly choices: CopyChoices },
): NextStep['lines'] {
  const app = posix.join(placement.directory, placement.hasSrc ? 'src/app' : 'app');
  const layout = posix.join(app, 'layout.tsx');
  const from = importOf('client', layout, { upstream, choices }).replace(/\/index$/, '');
  const provider = {
    path: layout,
    text: `import { SsoProvider } from '${from}';\n<SsoProvider>{children}</SsoProvider>`,
  };
  if (placement.app !== choices.apps[0].name) return [provider];
  return [provider, signInPage(app, 'sign-in', 'SignIn'), signInPage(app, 'sign-up', 'SignUp')];
}

function signInPage(app: string, route: string, component: 'SignIn' | 'SignUp') {
  return {
    path: posix.join(app, route, `[[...${route}]]`, 'page.tsx'),
    // Clerk's form reads the address; with `cacheComponents`, which new apps have, that needs a Suspense boundary.
    text: `import { ${component} } from '@clerk/nextjs';
import { Suspense } from 'react';

export default function ${component}Page() {
  return (
    <Suspense>
      <${component} path="/${route}" />
    </Suspense>
  );
}
`,
  };
}
