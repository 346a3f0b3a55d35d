import type { NextRequest } from 'next/server';
import { currentScriptKeywords } from '../../environment/env.ts';
import { createNonce } from '../../headers/nonce.ts';
import { buildNoncePolicy } from '../../headers/nonce-policy.ts';
import { OVERRIDE_LIST, OVERRIDE_PREFIX } from './override-headers.ts';

/** Next reads the nonce for its scripts from these. */
const POLICIES: readonly string[] = ['content-security-policy', 'content-security-policy-report-only'];

/** Clerk's SDK reads it from the last. */
const POLICY_HEADERS: readonly string[] = [...POLICIES, 'x-nonce'];

/**
 * Gives the app a nonce for the page that it is about to render, and removes one that came with the request.
 *
 * The policy itself is no header of the answer: the proxy answers before Next knows whether the page was rendered at build
 * time, and on such a page, such as a 404, a nonce would stop every script. Next puts the nonce on its scripts when it renders,
 * and `SsoProvider` puts the policy into the same document; a static page has neither.
 *
 * A policy that the team's own handler has put into the answer takes the place of this one, with its nonce.
 *
 * @param response The SDK's answer "go on", completed in place. Any other answer stays as it is.
 * @source Next.js docs "Content Security Policy" (Next reads the nonce from the request's header); `@clerk/nextjs` 7.9.7
 *   `DynamicClerkScripts` (`x-nonce`).
 */
export function withPagePolicy(response: Response, request: NextRequest): Response {
  const overridden = response.headers.get(OVERRIDE_LIST);
  if (overridden === null) return response;
  const names = overridden.split(',').filter((name) => !POLICY_HEADERS.includes(name.trim()));
  for (const name of POLICY_HEADERS) {
    // Deleting a header that is not there takes as long, and almost no request has one of these.
    if (overridden.includes(name)) response.headers.delete(OVERRIDE_PREFIX + name);
  }
  const ownPolicy = POLICIES.map((name) => response.headers.get(name)).find((value) => value !== null);
  if (ownPolicy !== undefined) {
    // Next copies a policy in the answer's headers to the request, so its nonce is the page's; the SDK looks for it elsewhere.
    const nonce = /'nonce-([\w+/=-]+)'/.exec(ownPolicy ?? '')?.[1];
    if (nonce !== undefined) {
      names.push('x-nonce');
      response.headers.set(`${OVERRIDE_PREFIX}x-nonce`, nonce);
    }
  } else if (isForDocument(request)) {
    const nonce = createNonce();
    const policy = buildNoncePolicy(nonce, currentScriptKeywords());
    for (const [name, value] of [
      ['content-security-policy', policy],
      ['x-nonce', nonce],
    ] as const) {
      names.push(name);
      response.headers.set(OVERRIDE_PREFIX + name, value);
    }
  }
  response.headers.set(OVERRIDE_LIST, names.join(','));
  return response;
}

/** What a page fetches becomes part of a document that already has a policy: a second nonce would only add to it. */
function isForDocument(request: NextRequest): boolean {
  return request.headers.get('sec-fetch-dest') !== 'empty';
}
