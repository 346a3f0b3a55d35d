import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDevelopmentFromSecretKey, parsePublishableKey } from '@clerk/shared/keys';
import { type AppName, sso } from '@repo/sso';
import { readHostedKeys } from '@repo/stack/hosted-keys';
import { readStackInfo, type StackInfo } from '@repo/stack/stack-info';
import { localOrigins, resolveOrigins } from '@subdomain-sso/auth/origins';
import { TokenError } from './errors.ts';

/** A Clerk instance, and the app whose browser the command acts as. Holds a secret. */
export interface ClerkInstance {
  readonly isLocal: boolean;
  readonly secretKey: string;
  /** Origin of the Backend API; undefined: Clerk's own. */
  readonly apiUrl: string | undefined;
  /** Address of the Frontend API, without `/v1`. */
  readonly frontendApiUrl: string;
  /** Development instances know a browser by a token in the query instead of a cookie. */
  readonly needsDevBrowser: boolean;
  /** Origin of the app that the token is for; becomes its `azp`. */
  readonly origin: string;
}

interface Where {
  readonly app: AppName;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `.env.local` at the repository's root. */
  readonly envFile: string;
  /** Folder of the local Clerk's state. */
  readonly stateDir: string;
  /** The gateway's. */
  readonly port: number;
  /** File that `pnpm sso stack --info` wrote; it takes precedence. */
  readonly infoFile: string | undefined;
  readonly allowLive: boolean;
}

/**
 * Finds the Clerk to ask: that of `--info`, else that of keys in the environment or `.env.local`, else the local one of
 * `pnpm dev`.
 *
 * @throws {TokenError} `live_keys_refused`: live keys without `--allow-live`. `incomplete_keys`.
 *   `stack_info_unreadable`. `clerk_unreachable`: no local Clerk has run here.
 */
export function resolveClerkInstance(where: Where): ClerkInstance {
  if (where.infoFile !== undefined) return localInstance(readStackInfo(where.infoFile), where.app);
  const hosted = readHostedKeys(where.env, where.envFile);
  return hosted ? hostedInstance(hosted, where) : devInstance(where);
}

function devInstance({ app, port, stateDir }: Where): ClerkInstance {
  const file = join(stateDir, 'secret-key');
  if (!existsSync(file))
    throw new TokenError(
      'clerk_unreachable',
      'No local Clerk has run here yet. Start one with `pnpm dev`, or put keys of your own into .env.local.',
    );
  const secretKey = readFileSync(file, 'utf8').trim();
  return localInstance({ port, apiUrl: `http://127.0.0.1:${port + 1}`, secretKey }, app);
}

function localInstance(
  { port, apiUrl, secretKey }: Pick<StackInfo, 'port' | 'apiUrl' | 'secretKey'>,
  app: AppName,
): ClerkInstance {
  // Both APIs have this address. Names under .localhost are avoided, because not every system resolves them.
  return {
    isLocal: true,
    secretKey,
    apiUrl,
    frontendApiUrl: apiUrl,
    needsDevBrowser: false,
    origin: localOrigins(sso, port)[app],
  };
}

function hostedInstance(keys: Record<string, string>, { app, env, port, allowLive }: Where): ClerkInstance {
  const { CLERK_SECRET_KEY: secretKey = '', NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey = '' } = keys;
  const isDevelopment = isDevelopmentFromSecretKey(secretKey);
  if (!isDevelopment && !allowLive)
    throw new TokenError(
      'live_keys_refused',
      'CLERK_SECRET_KEY is a live key: the token would act on real accounts. Use the keys of a development instance, or pass --allow-live.',
    );
  const frontendApi = parsePublishableKey(publishableKey)?.frontendApi;
  if (!frontendApi)
    throw new TokenError(
      'incomplete_keys',
      'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY is not a publishable key. Copy it again from the Clerk dashboard.',
    );
  const origin = hostedOrigin(app, isDevelopment ? port : null);
  const proxyUrl = env.NEXT_PUBLIC_CLERK_PROXY_URL || keys.NEXT_PUBLIC_CLERK_PROXY_URL;
  return {
    isLocal: false,
    secretKey,
    apiUrl: env.CLERK_API_URL || keys.CLERK_API_URL,
    frontendApiUrl: proxyUrl ? new URL(proxyUrl, origin).href.replace(/\/$/, '') : `https://${frontendApi}`,
    needsDevBrowser: isDevelopment,
    origin,
  };
}

/** @param port null: production. */
function hostedOrigin(app: AppName, port: number | null): string {
  const environment = port === null ? ({ kind: 'production' } as const) : ({ kind: 'local', port } as const);
  const origins = resolveOrigins({ config: sso, self: app, environment })[app];
  // Only previews lack apps.
  if (origins.status === 'absent') throw new Error(origins.reason);
  return origins.own[0];
}
