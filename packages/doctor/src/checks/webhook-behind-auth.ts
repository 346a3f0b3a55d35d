import type { OuterName } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { readProxyRules } from '../clerk/proxy-rules.ts';
import { routesOf } from '../clerk/routes.ts';

/** @source Clerk docs "Sync data with webhooks": the route must be public. */
export const webhookBehindAuth: StaticCheck = {
  id: 'webhook-behind-auth',
  kind: 'static',
  title: 'A webhook route that only signed-in users can call',
  whyItMatters:
    'The sender of a webhook has no session, so the proxy refuses the delivery. No event arrives, and users deleted at Clerk stay in your database.',
  fix: 'Exclude the webhook’s path from what the proxy protects, and verify the signature in the route with verifyWebhook(). With createAuthProxy(): leave the path out of the matcher.',
  severity: 'error',
  run: (repository) => {
    const graph = repository.graph;
    return repository.apps.flatMap((app): readonly Finding[] => {
      const rules = readProxyRules(repository, app);
      if (!rules) return [];
      return routesOf(app)
        .filter(({ kind, path }) => kind === 'handler' && rules.runsFor(path) && rules.protects(path))
        .flatMap(({ file, path }) => {
          const isWebhook =
            /webhooks?(?:\/|$)/i.test(path) ||
            [...graph.exportsOf(file).values()].some((declaration) =>
              graph.declarationReaches(file, declaration, verifiesWebhook),
            );
          return isWebhook ? [{ saw: `${rules.source.file} protects ${path}`, file, line: 1 }] : [];
        });
    });
  },
};

function verifiesWebhook({ from, imported }: OuterName): boolean {
  return (
    imported === 'verifyWebhook' ||
    ((from === 'svix' || from === 'standardwebhooks') && imported === 'Webhook')
  );
}
