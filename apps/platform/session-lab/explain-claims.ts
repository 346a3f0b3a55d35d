/** One claim of the session token, for people. */
export interface ExplainedClaim {
  readonly id: string;
  readonly value: string;
  readonly meaning: string;
}

/** @source Clerk docs "Session tokens": claims of version 2; RFC 7519 section 4.1 for the registered ones. */
const MEANINGS: Readonly<Record<string, string>> = {
  azp: 'The origin of the call that minted it: this app, because a script on this app asked. Every app accepts its own origin alone.',
  iss: 'The Clerk instance that signed it.',
  sub: 'You: the id of the user.',
  sid: 'The session. It is the same in every app; only the token differs.',
  exp: 'When it ends. A minute after it was minted, so that a sign-out is noticed soon.',
  iat: 'When it was minted.',
  nbf: 'Not valid before this time: ten seconds before it was minted, for clocks that differ.',
  jti: 'The number of this token.',
  v: 'Version of the claims.',
  sts: 'Status of the session: active, or pending while something is left to do.',
  fva: 'Minutes since the first and the second factor were verified; -1: there is none.',
  o: 'The active organization: id, slug, role and permissions, in short form.',
  org_id: 'The active organization.',
  org_slug: 'Its slug.',
  org_role: 'Your role in it.',
  org_permissions: 'What the role allows.',
  act: 'Who really acts: this is an impersonated session.',
  pla: 'Plans: u: of the user, o: of the organization.',
  fea: 'Features of those plans.',
};

const TIMES = new Set(['exp', 'iat', 'nbf']);

/** The order in which they matter here; the rest follows as it came. */
const FIRST = ['azp', 'sub', 'sid', 'iss', 'exp', 'iat'];

/**
 * Explains each claim of a verified session token.
 *
 * @returns What matters to a shared session first. A claim without a meaning is one of the team's own.
 */
export function explainClaims(claims: Readonly<Record<string, unknown>>): ExplainedClaim[] {
  const names = Object.keys(claims).filter((name) => !name.startsWith('__'));
  const ordered = [
    ...FIRST.filter((name) => names.includes(name)),
    ...names.filter((name) => !FIRST.includes(name)),
  ];
  return ordered.map((id) => ({
    id,
    value: showValue(id, claims[id]),
    meaning: MEANINGS[id] ?? 'A claim of your own, from the session token’s settings in Clerk.',
  }));
}

function showValue(name: string, value: unknown): string {
  if (TIMES.has(name) && typeof value === 'number')
    return `${value} (${new Date(value * 1000).toISOString().slice(11, 19)} UTC)`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
