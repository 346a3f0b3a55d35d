/** Error codes of the token endpoints, which do not use Clerk's envelope. @source RFC 6749 section 5.2; clerk/openapi-specs `OAuth.TokenError400`, `OAuth.TokenError401`. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_grant'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'unsupported_token_type';

/** A refusal of a token endpoint. Never carries a code, token or secret. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;

  constructor(code: OAuthErrorCode, description: string) {
    super(description);
    this.code = code;
  }

  /** Clerk responds to an unknown grant type with 401 too. */
  get status(): 400 | 401 {
    return this.code === 'invalid_client' || this.code === 'unsupported_grant_type' ? 401 : 400;
  }
}
