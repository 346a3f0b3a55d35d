import { lineOf } from '@repo/next-repository';
import { CUSTOM_CLAIMS_LIMIT_BYTES, measureTokenBudget } from '@subdomain-sso/auth/token-budget';
import { z } from 'zod';
import type { Finding, StaticCheck } from '../check.ts';

/** @source Clerk docs "Customize your session token": 4 KB for the cookie, about 1.2 KB of it for custom claims. */
export const tokenBudget: StaticCheck = {
  id: 'token-budget',
  kind: 'static',
  title: 'Custom claims that may not fit into the session cookie',
  whyItMatters:
    'A browser silently drops a cookie above 4,096 bytes: the user is signed in, and every request arrives without a token. Users with the most data are affected first.',
  fix: 'Put single short values into the session token, never whole metadata, and read the rest from the Backend API or your database.',
  severity: 'warning',
  run: (repository) =>
    repository.files
      .filter((file) => TEMPLATE.test(file))
      .flatMap((file) => {
        const text = repository.read(file) ?? '';
        const claims = parseClaims(text);
        return claims ? findingsOfClaims(file, text, claims) : [];
      }),
};

/** Where teams keep what they have pasted into the dashboard: `session-token.json`, `clerk/jwt-template.api.json`, … */
const TEMPLATE =
  /(?:^|\/)[^/]*(?:session[-_.]?(?:token|claims)|custom[-_.]?claims|jwt[-_.]?template)[^/]*\.json$/i;

/** A shortcode that stands for something without a limit. @source Clerk docs "JWT templates: shortcodes". */
const UNLIMITED =
  /\{\{\s*(?:user|org|org_membership|session)\.(?:public_metadata|unsafe_metadata|private_metadata)\s*\}\}|\{\{\s*user\.organizations\s*\}\}/g;

function findingsOfClaims(file: string, text: string, claims: object): readonly Finding[] {
  const { customClaimsBytes } = measureTokenBudget(claims);
  const tooLong =
    customClaimsBytes > CUSTOM_CLAIMS_LIMIT_BYTES
      ? [
          {
            saw: `The claims take ${customClaimsBytes} bytes; there is room for about ${CUSTOM_CLAIMS_LIMIT_BYTES}`,
            file,
            line: 1,
          },
        ]
      : [];
  const unlimited = [...text.matchAll(UNLIMITED)].map((match) => ({
    saw: `${match[0]} has no limit of its own`,
    file,
    line: lineOf(text, match.index),
  }));
  return [...tooLong, ...unlimited];
}

const Claims = z.record(z.string(), z.unknown());

function parseClaims(text: string): object | undefined {
  try {
    return Claims.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
