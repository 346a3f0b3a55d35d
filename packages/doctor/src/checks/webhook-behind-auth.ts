import type { OuterName } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { readProxyRules } from '../clerk/proxy-rules.ts';
import { routesOf } from '../clerk/routes.ts';

/** Where this project's proxy lets Clerk through by itself. */
const OWN_WEBHOOK_PATH = '/api/webhooks/clerk';

/** @source Clerk docs "Sync data with webhooks": the route must be public. */
export const webhookBehindAuth: StaticCheck = {
  id: 'webhook-behind-auth',
  kind: 'static',
  title: 'A webhook that only signed-in people can call',
  whyItMatters:
    'Whoever sends webhooks has no session: the proxy redirects them to the sign-in page. No delivery arrives, and users deleted at Clerk live on in your database.',
  mend: 'Leave the webhook’s path out of what the proxy protects, and verify the signature in the route, with verifyWebhook().',
  severity: 'error',
  run: (repository) => {
    const graph = repository.graph;
    return repository.apps.flatMap((app): readonly Finding[] => {
      const rules = readProxyRules(repository, app);
      if (!rules) return [];
      return routesOf(app)
        .filter(({ kind, path }) => kind === 'handler' && rules.runsFor(path) && rules.protects(path))
        .filter(({ path }) => !(rules.isOurs && path === OWN_WEBHOOK_PATH))
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
