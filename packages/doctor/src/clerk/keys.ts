import { parsePublishableKey } from '@clerk/shared/keys';

/** The host of the Frontend API that a publishable key names; undefined when it is not a key. */
export function frontendApiOf(publishableKey: string): string | undefined {
  const host = parsePublishableKey(publishableKey)?.frontendApi;
  return host === undefined || host === '' ? undefined : host;
}

/** A Clerk secret key, webhook secret or private key, by its shape. Placeholders are shorter, or have few different characters. */
const SECRETS: readonly RegExp[] = [
  /\bsk_(?:test|live)_([A-Za-z0-9]{20,})/g,
  /\bwhsec_([A-Za-z0-9+/=]{20,})/g,
  /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----\s*([A-Za-z0-9+/=]{40,})/g,
];

/** Real ones are random: `xxxx…` and `0000…` are not. */
const LEAST_DIFFERENT_CHARACTERS = 8;

/** Where a text first holds something that only the server may know; undefined when it does not. */
export function findSecret(text: string): number | undefined {
  const found = SECRETS.flatMap((shape) =>
    [...text.matchAll(shape)]
      .filter((match) => new Set(match[1]).size >= LEAST_DIFFERENT_CHARACTERS)
      .map(({ index }) => index),
  );
  return found.length === 0 ? undefined : Math.min(...found);
}

/** Whether a text holds something that only the server may know. */
export function holdsSecret(text: string): boolean {
  return findSecret(text) !== undefined;
}

/** Whether a variable is named like one that only the server may know. `NEXT_PUBLIC_` in front does not matter. */
export function isSecretName(name: string): boolean {
  return /CLERK_(?:SECRET_KEY|API_KEY|WEBHOOK_SIGNING_SECRET|WEBHOOK_SECRET|MACHINE_SECRET_KEY|ENCRYPTION_KEY)$/.test(
    name,
  );
}
