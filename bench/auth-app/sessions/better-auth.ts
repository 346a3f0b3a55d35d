import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { COOKIE_SECRET } from './member.ts';

const HOUR_SECONDS = 3600;

/** The session comes from the signed cookie, without a look into the database, for longer than a measurement lasts. */
export const betterAuthServer = betterAuth({
  baseURL: 'http://localhost',
  secret: COOKIE_SECRET,
  database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
  emailAndPassword: { enabled: true },
  session: { cookieCache: { enabled: true, maxAge: HOUR_SECONDS } },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
});
