type Env = Readonly<Record<string, string | undefined>>;

export interface AppEnvironmentInput {
  readonly mode: 'dev' | 'production';
  /** The gateway's. */
  readonly port: number;
  /** Keys and address of the local Clerk; null with keys of a hosted instance. */
  readonly clerk: {
    readonly secretKey: string;
    readonly jwtKey: string;
    readonly webhookSecret: string;
    readonly url: string;
  } | null;
  /** Where the stack serves the database of all apps; absent: each app has one of its own, in memory, and lost at its end. */
  readonly servedUrl?: string | undefined;
  /** Variables of a hosted instance, from the environment and `.env.local`. */
  readonly hosted: Record<string, string> | null;
}

/**
 * The whole environment of one app's process.
 * With the local Clerk, no Clerk variable of the surrounding shell is passed on: an app must not mix two instances.
 *
 * @param base Usually `process.env`.
 */
export function buildAppEnvironment(
  base: Env,
  input: AppEnvironmentInput,
): Record<string, string | undefined> {
  const { mode, port, clerk, hosted, servedUrl } = input;
  const common = {
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    SSO_LOCAL_PORT: String(port),
    ...(servedUrl !== undefined && { DIRECTORY_SERVED_URL: servedUrl }),
  };
  if (!clerk) return { ...base, ...hosted, ...common };
  return {
    ...withoutClerk(base),
    ...common,
    CLERK_SECRET_KEY: clerk.secretKey,
    CLERK_JWT_KEY: clerk.jwtKey,
    CLERK_API_URL: clerk.url,
    CLERK_WEBHOOK_SIGNING_SECRET: clerk.webhookSecret,
    DIRECTORY_DATA_DIR: 'memory',
    // In development the local Clerk is the default; a production build uses it only with this variable.
    ...(mode === 'production' && { SSO_LOCAL_CLERK: '1' }),
  };
}

/** Drops every variable that would point at another Clerk instance, or at a deployment. */
export function withoutClerk(base: Env): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(base).filter(
      ([name]) => !/^(NEXT_PUBLIC_)?CLERK_(?!OPENAPI_DIR$)|^VERCEL($|_)/.test(name),
    ),
  );
}
