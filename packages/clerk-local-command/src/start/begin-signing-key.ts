import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * Begins to make the key that signs tokens, in another thread, if this command line leads to a start that needs a new one.
 *
 * @returns PKCS #8 PEM of an RSA key. undefined: nothing is started, or a state folder has the key.
 */
export function beginSigningKey(rawArgs: readonly string[]): Promise<string> | undefined {
  const has = (option: string) => rawArgs.some((arg) => arg === option || arg.startsWith(`${option}=`));
  if (!has('--app') || has('--state')) return undefined;
  return promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(({ privateKey }) =>
    privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
}
