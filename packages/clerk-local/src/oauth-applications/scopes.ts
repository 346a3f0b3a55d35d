/** Every scope a program can ask for, with what it lets the program do. @source clerk/openapi-specs FAPI `requestOAuthAuthorize`. */
export const OAUTH_SCOPES: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  profile: 'See your name and picture',
  email: 'See your e-mail address',
  public_metadata: 'See your public data',
  private_metadata: 'See your private data',
  offline_access: 'Keep access while you are away',
  'user:org:read': 'See your organization',
};

/** What an application may ask for, and what it gets where it asks for nothing, unless it says otherwise. */
export const DEFAULT_SCOPES: readonly string[] = ['profile', 'email'];

/** Splits a space-separated list, without empty or repeated entries. @source RFC 6749 section 3.3. */
export function splitScopes(text: string): string[] {
  return [...new Set(text.split(' ').filter(Boolean))];
}
