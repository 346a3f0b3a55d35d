import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodeSample } from '../mdx/code-sample.tsx';

/** Handlers of `e2e/own-code`, which are compiled, built and tried in a browser. */
type HandlerName = 'locales' | 'content-security-policy' | 'tenants';

/** A handler as it is in the repository, read while this page is built. */
export function MiddlewareSample({ name }: { name: HandlerName }) {
  // Next.js builds an app in its own folder.
  const folder = join(/* turbopackIgnore: true */ process.cwd(), '../../e2e/own-code/handlers');
  const code = readFileSync(join(/* turbopackIgnore: true */ folder, `${name}.ts`), 'utf8').trim();
  return <CodeSample title={`${name}.ts`} language="ts" code={code} />;
}
