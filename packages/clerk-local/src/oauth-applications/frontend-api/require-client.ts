import { ApiError } from '../../errors/api-error.ts';
import type { Call } from '../../frontend-api/call/call.ts';
import { type Fields, readFields } from '../../input/fields.ts';
import type { Instance } from '../../instance/instance.ts';
import { findOAuthApplication, isClientSecret } from '../flows/applications.ts';
import { OAuthError } from '../oauth-error.ts';
import type { OAuthApplicationRow } from '../rows.ts';

/** The form of a call to a token endpoint; reading a field that was sent twice fails. */
export interface OAuthForm {
  get(name: string): string | undefined;
}

/** @throws {OAuthError} `invalid_request`: no form. */
export async function readOAuthForm(c: Call): Promise<OAuthForm> {
  const fields = await readFields(c).catch((error: unknown): Fields => {
    if (error instanceof ApiError) throw new OAuthError('invalid_request', error.message);
    throw error;
  });
  return {
    get: (name) => {
      const values = fields.all(name).filter((value) => value !== '');
      if (values.length > 1) throw new OAuthError('invalid_request', `${name} was sent more than once.`);
      return values[0];
    },
  };
}

/**
 * The calling application, authenticated by HTTP Basic or by `client_id` and `client_secret` in the form; a public one by `client_id` alone.
 *
 * @throws {OAuthError} `invalid_client`: unknown, or its secret is wrong; `invalid_request`: both ways at once.
 * @source RFC 6749 sections 2.3.1 and 3.2.1.
 */
export function requireOAuthClient(instance: Instance, c: Call, form: OAuthForm): OAuthApplicationRow {
  const basic = readBasic(c.req.header('authorization'));
  if (basic && form.get('client_secret') !== undefined) {
    throw new OAuthError('invalid_request', 'The client authenticated in two ways.');
  }
  const clientId = basic?.clientId ?? form.get('client_id') ?? '';
  const clientSecret = basic?.clientSecret ?? form.get('client_secret') ?? '';
  const application = findOAuthApplication(instance, clientId);
  if (application && isClientSecret(application, clientSecret)) return application;
  throw new OAuthError('invalid_client', 'The client is unknown or its secret is wrong.');
}

function readBasic(header: string | undefined): { clientId: string; clientSecret: string } | undefined {
  const encoded = /^basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, clientId = '', clientSecret = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return { clientId: decode(clientId), clientSecret: decode(clientSecret) };
}

/** Both halves are form-encoded; a value that cannot be decoded matches no client. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return '';
  }
}
