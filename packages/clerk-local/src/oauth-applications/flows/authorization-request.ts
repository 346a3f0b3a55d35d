import { ApiError } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import type { OAuthApplicationRow } from '../rows.ts';
import { DEFAULT_SCOPES, splitScopes } from '../scopes.ts';
import { findOAuthApplication } from './applications.ts';

/** Where a response to the client goes, and how. */
export interface OAuthReturn {
  redirectUri: string;
  responseMode: 'query' | 'form_post';
  state: string | null;
}

/** A checked authorization request. */
export interface OAuthRequest {
  application: OAuthApplicationRow;
  back: OAuthReturn;
  /** As the request spelt it; null: absent. */
  redirectUriParam: string | null;
  scopes: readonly string[];
  codeChallenge: string | null;
  nonce: string | null;
  prompt: 'none' | 'consent' | null;
}

/** A refusal that is reported to the client by redirecting the browser. */
export interface OAuthRefusal {
  back: OAuthReturn;
  error:
    | 'invalid_request'
    | 'invalid_scope'
    | 'invalid_state'
    | 'unsupported_response_type'
    | 'access_denied'
    | 'login_required'
    | 'consent_required';
  description: string;
}

// Clerk's minimum: a state must not be a small counter.
const MIN_STATE_LENGTH = 8;
/** base64url of a SHA-256. @source RFC 7636 section 4.2. */
const CHALLENGE = /^[\w-]{43}$/;

/**
 * Parses a request of `/oauth/authorize`.
 *
 * @returns the request, or a refusal to redirect the browser with.
 * @throws {ApiError} 400 `oauth_request_invalid`: a parameter twice; 401 `oauth_client_invalid`; 400 `oauth_redirect_uri_invalid`:
 * where the redirect URI cannot be trusted, the browser is not redirected.
 * @source RFC 6749 sections 3.1 and 4.1.2.1; RFC 7636; RFC 9700 section 2.1 (exact redirect URIs).
 */
export function parseOAuthRequest(
  instance: Instance,
  parameters: URLSearchParams,
): { request: OAuthRequest } | { refusal: OAuthRefusal } {
  const read = (name: string) => readOnce(parameters, name);
  const application = findOAuthApplication(instance, read('client_id') ?? '');
  if (!application)
    throw new ApiError(401, 'oauth_client_invalid', 'There is no OAuth application with this client_id.');
  const back: OAuthReturn = {
    redirectUri: registeredUri(application, read('redirect_uri')),
    responseMode: read('response_mode') === 'form_post' ? 'form_post' : 'query',
    state: read('state'),
  };
  const request: OAuthRequest = {
    application,
    back,
    redirectUriParam: read('redirect_uri'),
    scopes: readScopes(application, read('scope')),
    codeChallenge: read('code_challenge'),
    nonce: read('nonce'),
    prompt: readPrompt(read('prompt')),
  };
  const [problem] = problemsOf(request, read);
  return problem ? { refusal: { back, ...problem } } : { request };
}

type Problem = Pick<OAuthRefusal, 'error' | 'description'>;

function problemsOf(request: OAuthRequest, read: (name: string) => string | null): Problem[] {
  const { application, back, scopes, codeChallenge } = request;
  const needsChallenge = application.secretHash === null || application.pkceRequired;
  const prompts = splitScopes(read('prompt') ?? '');
  const checks: [isWrong: boolean, error: OAuthRefusal['error'], description: string][] = [
    [read('response_type') !== 'code', 'unsupported_response_type', 'response_type must be code.'],
    [
      !['query', 'form_post', null].includes(read('response_mode')),
      'invalid_request',
      'response_mode must be query or form_post.',
    ],
    [
      back.state !== null && back.state.length < MIN_STATE_LENGTH,
      'invalid_state',
      `state must have at least ${MIN_STATE_LENGTH} characters.`,
    ],
    [scopes.length === 0, 'invalid_scope', 'No scope was asked for.'],
    [
      scopes.some((scope) => !application.scopes.includes(scope)),
      'invalid_scope',
      'The application may not ask for this scope.',
    ],
    [codeChallenge === null && needsChallenge, 'invalid_request', 'This client must send a code_challenge.'],
    [
      codeChallenge === null && read('code_challenge_method') !== null,
      'invalid_request',
      'code_challenge_method came without code_challenge.',
    ],
    [
      codeChallenge !== null && read('code_challenge_method') !== 'S256',
      'invalid_request',
      'code_challenge_method must be S256.',
    ],
    [
      codeChallenge !== null && !CHALLENGE.test(codeChallenge),
      'invalid_request',
      'code_challenge must be the base64url of a SHA-256.',
    ],
    [
      prompts.includes('none') && prompts.length > 1,
      'invalid_request',
      'prompt=none goes with nothing else.',
    ],
    [
      prompts.includes('login'),
      'invalid_request',
      'The local Clerk cannot ask for a second sign-in (prompt=login).',
    ],
  ];
  return checks.flatMap(([isWrong, error, description]) => (isWrong ? { error, description } : []));
}

/** Other parties may have used the other value. @source RFC 6749 section 3.1. */
function readOnce(parameters: URLSearchParams, name: string): string | null {
  const values = parameters.getAll(name).filter((value) => value !== '');
  if (values.length > 1) throw new ApiError(400, 'oauth_request_invalid', `${name} was sent more than once.`);
  return values[0] ?? null;
}

function registeredUri({ redirectUris }: OAuthApplicationRow, wanted: string | null): string {
  const [only] = redirectUris;
  if (wanted === null && only !== undefined && redirectUris.length === 1) return only;
  if (wanted !== null && redirectUris.includes(wanted)) return wanted;
  throw new ApiError(
    400,
    'oauth_redirect_uri_invalid',
    'redirect_uri is not one that the application registered.',
  );
}

function readScopes(application: OAuthApplicationRow, text: string | null): string[] {
  if (text !== null) return splitScopes(text);
  return DEFAULT_SCOPES.filter((scope) => application.scopes.includes(scope));
}

function readPrompt(text: string | null): OAuthRequest['prompt'] {
  const prompts = splitScopes(text ?? '');
  if (prompts.includes('none')) return 'none';
  return prompts.includes('consent') ? 'consent' : null;
}
