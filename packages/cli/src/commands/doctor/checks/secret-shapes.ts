/** A Clerk secret key, webhook secret or private key, by its shape. Placeholders are shorter or made of x. */
const SECRETS: readonly RegExp[] = [
  /\bsk_(?:test|live)_(?!x+\b)[A-Za-z0-9]{20,}/,
  /\bwhsec_(?!x+\b)[A-Za-z0-9+/=]{20,}/,
  /\b(?:ak|ask)_(?!x+\b)[A-Za-z0-9]{24,}/,
  /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----/,
];

/** Whether a text holds something that only the server may know. */
export function holdsSecret(text: string): boolean {
  return SECRETS.some((shape) => shape.test(text));
}

/** Whether a variable is named like one that only the server may know. `NEXT_PUBLIC_` in front does not matter. */
export function isSecretName(name: string): boolean {
  return /CLERK_(?:SECRET_KEY|API_KEY|WEBHOOK_SIGNING_SECRET|WEBHOOK_SECRET|MACHINE_SECRET_KEY|ENCRYPTION_KEY)$/.test(
    name,
  );
}
