import { Webhook } from 'standardwebhooks';
import { AuthConfigError } from './errors.ts';

/** Why a delivery is not believed. For logs: whoever sent it is not told which it was. */
export type SignatureFault = 'header_missing' | 'outside_replay_window' | 'signature_invalid';

/** What was signed: the delivery's id, when it was sent, and the body as it arrived. */
export interface SignedDelivery {
  readonly headers: Headers;
  readonly body: string;
}

export type SignatureVerdict =
  | { readonly id: string; readonly sentAtMs: number }
  | { readonly fault: SignatureFault };

/**
 * Makes the check of webhook signatures: any of the secrets may have signed, so that one can be replaced without a gap.
 * `standardwebhooks` is the part of `svix` that signs, and what Clerk's SDK itself uses: Web APIs only, 5 KB gzip,
 * where the main entry of `svix` brings a whole API client (29 KB, 250 modules). Its own `verify` has a window that
 * cannot be set and reads the system's clock, so the window is judged here.
 *
 * @param secrets `whsec_` and base64; at least one. More while a secret is being rotated.
 * @param replayWindowMs Milliseconds a delivery may be older or newer than `nowMs`.
 * @throws {AuthConfigError} `missing_webhook_secret`: the list is empty. `invalid_webhook_secret`: one is no base64.
 * @source Standard Webhooks specification, "Verifying webhook authenticity"; svix docs "How to verify webhooks manually".
 */
export function createSignatureCheck(
  secrets: readonly string[],
  replayWindowMs: number,
): (delivery: SignedDelivery, nowMs: number) => SignatureVerdict {
  if (secrets.length === 0) {
    throw new AuthConfigError('missing_webhook_secret', 'No webhook signing secret is set.');
  }
  const signers = secrets.map(createSigner);
  return function checkSignature({ headers, body }, nowMs) {
    const id = headers.get('svix-id')?.trim();
    const timestamp = headers.get('svix-timestamp')?.trim();
    const signatures = headers.get('svix-signature')?.trim().split(' ');
    if (!id || !timestamp || !signatures) return { fault: 'header_missing' };
    // Twelve digits of seconds end in the year 33658.
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

/** Takes as long for a wrong signature as for the right one: the time must not tell how much of it was right. */
function isSame(given: string, expected: string): boolean {
  if (given.length !== expected.length) return false;
  let difference = 0;
  for (let index = 0; index < expected.length; index++) {
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  }
  return difference === 0;
}
