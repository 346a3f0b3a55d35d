import { Webhook } from 'standardwebhooks';
import { AuthConfigError } from '../errors.ts';

/** Why a delivery is not accepted. For logs: the answer does not name it. */
export type SignatureFault = 'header_missing' | 'outside_replay_window' | 'signature_invalid';

/** What was signed: the delivery's id and time, in headers, and the body as it arrived. */
export interface SignedDelivery {
  readonly headers: Headers;
  readonly body: string;
}

export type SignatureResult =
  | { readonly id: string; readonly sentAtMs: number }
  | { readonly fault: SignatureFault };

/**
 * Makes the check of webhook signatures. Any of the secrets may have signed, so that one can be replaced without a gap.
 * `standardwebhooks` is the signing part of `svix`, which Clerk's SDK uses as well: Web APIs only, 5 KB gzip instead of a whole
 * API client (29 KB, 250 modules). Its own `verify` has a fixed window and reads the system's clock, so this checks the window.
 *
 * @param secrets `whsec_` and base64; at least one. More while a secret is being rotated.
 * @param replayWindowMs Milliseconds a delivery may be older or newer than `nowMs`.
 * @throws {AuthConfigError} `missing_webhook_secret`: the list is empty. `invalid_webhook_secret`: one is no base64.
 * @source Standard Webhooks specification, "Verifying webhook authenticity"; svix docs "How to verify webhooks manually".
 */
export function createSignatureCheck(
  secrets: readonly string[],
  replayWindowMs: number,
): (delivery: SignedDelivery, nowMs: number) => SignatureResult {
  if (secrets.length === 0) {
    throw new AuthConfigError('missing_webhook_secret', 'No webhook signing secret is set.');
  }
  const signers = secrets.map(createSigner);
  return function checkSignature({ headers, body }, nowMs) {
    const id = headers.get('svix-id')?.trim();
    const timestamp = headers.get('svix-timestamp')?.trim();
    const signatures = headers.get('svix-signature')?.trim().split(' ');
    if (!id || !timestamp || !signatures) return { fault: 'header_missing' };
    // Twelve digits of seconds reach the year 33658.
    if (!/^\d{1,12}$/.test(timestamp)) return { fault: 'outside_replay_window' };
    const sentAtMs = Number(timestamp) * 1000;
    if (Math.abs(nowMs - sentAtMs) > replayWindowMs) return { fault: 'outside_replay_window' };
    const expected = signers.map((signer) => signer.sign(id, new Date(sentAtMs), body));
    const isSigned = expected.some((signature) => signatures.some((given) => isSame(given, signature)));
    return isSigned ? { id, sentAtMs } : { fault: 'signature_invalid' };
  };
}

function createSigner(secret: string, index: number): Webhook {
  try {
    return new Webhook(secret);
  } catch {
    // Neither the secret nor the library's message, which may quote it.
    throw new AuthConfigError('invalid_webhook_secret', `Webhook signing secret ${index + 1} is no base64.`);
  }
}

/** Takes the same time for a wrong and a right signature: the time must not show how much of it was right. */
function isSame(given: string, expected: string): boolean {
  if (given.length !== expected.length) return false;
  let difference = 0;
  for (let index = 0; index < expected.length; index++) {
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  }
  return difference === 0;
}
