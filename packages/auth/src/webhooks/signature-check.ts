import { AuthConfigError } from '../errors.ts';

/** Why a delivery is not accepted. For logs: the answer does not name it. */
export type SignatureFault = 'header_missing' | 'outside_replay_window' | 'signature_invalid';

/** What the headers of a delivery say: nothing of it is verified. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly sentAtMs: number;
  /** Base64; at least one, and few. */
  readonly signatures: readonly Uint8Array<ArrayBuffer>[];
}

export interface SignatureCheck {
  /** Reads the headers. What fails here costs nothing: the body need not be read. */
  readHeaders(headers: Headers, nowMs: number): ClaimedDelivery | { readonly fault: SignatureFault };
  /** Whether one of the secrets has signed this body, as it arrived. */
  isSigned(claimed: ClaimedDelivery, body: string): Promise<boolean>;
}

/**
 * Makes the check of webhook signatures. Any of the secrets may have signed, so that one can be replaced without a gap.
 * Web Crypto computes them: a library in JavaScript takes 40 ms for a body of 1 MB, which anyone can send, and Web Crypto 1 ms.
 *
 * @param secrets `whsec_` and base64; at least one. More while a secret is being rotated.
 * @param replayWindowMs Milliseconds a delivery may be older or newer than `nowMs`.
 * @throws {AuthConfigError} `missing_webhook_secret`: the list is empty. `invalid_webhook_secret`: one is no base64.
 * @source Standard Webhooks specification, "Verifying webhook authenticity"; svix docs "How to verify webhooks manually".
 */
export function createSignatureCheck(secrets: readonly string[], replayWindowMs: number): SignatureCheck {
  if (secrets.length === 0) {
    throw new AuthConfigError('missing_webhook_secret', 'No webhook signing secret is set.');
  }
  const secretBytes = secrets.map(readSecret);
  return {
    readHeaders(headers, nowMs) {
      const id = headers.get('svix-id')?.trim();
      const timestamp = headers.get('svix-timestamp')?.trim();
      const given = headers.get('svix-signature')?.trim();
      if (!id || !timestamp || !given) return { fault: 'header_missing' };
      // Twelve digits of seconds reach the year 33658.
      if (!/^\d{1,12}$/.test(timestamp)) return { fault: 'outside_replay_window' };
      const sentAtMs = Number(timestamp) * 1000;
      if (Math.abs(nowMs - sentAtMs) > replayWindowMs) return { fault: 'outside_replay_window' };
      const signatures = given.split(' ', MAX_SIGNATURES).filter(isSignature).map(readSignature);
      return signatures.length > 0 ? { id, sentAtMs, signatures } : { fault: 'signature_invalid' };
    },
    async isSigned({ id, sentAtMs, signatures }, body) {
      const signed = new TextEncoder().encode(`${id}.${sentAtMs / 1000}.${body}`);
      for (const bytes of secretBytes) {
        const expected = await sign(bytes, signed);
        if (signatures.some((signature) => isSame(signature, expected))) return true;
      }
      return false;
    },
  };
}

/** Svix sends one for each secret that is valid at the time. */
const MAX_SIGNATURES = 16;

/** `v1,` and the base64 of 32 bytes. */
function isSignature(text: string): boolean {
  return /^v1,[A-Za-z0-9+/]{43}=$/.test(text);
}

function readSignature(text: string): Uint8Array<ArrayBuffer> {
  return bytesOf(text.slice('v1,'.length));
}

function readSecret(secret: string, index: number): Uint8Array<ArrayBuffer> {
  const base64 = secret.replace(/^whsec_/, '');
  // Neither the secret nor the parser's message, which may quote it, is part of the error.
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.replace(/=+$/, '').length % 4 === 1) {
    throw new AuthConfigError('invalid_webhook_secret', `Webhook signing secret ${index + 1} is no base64.`);
  }
  return bytesOf(base64);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

async function sign(secret: Uint8Array<ArrayBuffer>, signed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, signed));
}

/** Takes the same time for a wrong and a right signature: the time must not show how much of it was right. */
function isSame(given: Uint8Array, expected: Uint8Array): boolean {
  let difference = given.length ^ expected.length;
  expected.forEach((byte, index) => {
    difference |= byte ^ (given[index] ?? 0);
  });
  return difference === 0;
}
