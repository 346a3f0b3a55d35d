import { type Sequence, SequenceDiagram } from './sequence-diagram.tsx';

const parties = { app: 'platform', clerk: 'Clerk' } as const;

/** A first visit to a sibling with the SDK’s own middleware; `e2e/specs/bare/bare-clerk-middleware.spec.ts` counts the redirects. */
const handshakeSequence: Sequence = {
  ...parties,
  steps: [
    { kind: 'request', with: 'app', text: 'GET /projects', detail: 'no token of its own yet' },
    {
      kind: 'repetition',
      label: 'Three times: 6 redirects',
      steps: [
        { kind: 'answer', with: 'app', text: '307 to Clerk: the handshake' },
        {
          kind: 'request',
          with: 'clerk',
          text: 'GET /v1/client/handshake, a navigation',
          detail: 'no Origin header',
          tone: 'danger',
        },
        { kind: 'answer', with: 'clerk', text: '307 back, with a token', detail: 'no azp', tone: 'danger' },
        {
          kind: 'request',
          with: 'app',
          text: 'GET /projects with that token',
          detail: 'azp missing: refused',
          tone: 'danger',
        },
      ],
    },
    { kind: 'answer', with: 'app', text: 'The loop guard stops: the page for anonymous visitors' },
    {
      kind: 'request',
      with: 'clerk',
      text: 'clerk-js asks who is signed in, by script',
      detail: 'Origin: https://platform…',
    },
    { kind: 'outcome', tone: 'danger', text: 'The server says “signed out”. The browser says “signed in”.' },
  ],
  caption:
    'Before: clerkMiddleware() with authorizedParties. Without authorizedParties there is one round, 2 redirects, and the token without azp is accepted.',
};

/** The same visit with `createAuthProxy`. */
const sessionSyncSequence: Sequence = {
  ...parties,
  steps: [
    { kind: 'request', with: 'app', text: 'GET /projects', detail: 'no token of its own yet' },
    { kind: 'answer', with: 'app', text: '200, the session sync page, at the same URL' },
    {
      kind: 'request',
      with: 'clerk',
      text: 'A script asks for a token',
      detail: 'Origin: https://platform…',
      tone: 'good',
    },
    { kind: 'answer', with: 'clerk', text: 'A token', detail: 'azp = https://platform…', tone: 'good' },
    {
      kind: 'request',
      with: 'app',
      text: 'The same URL again, with that token',
      detail: 'azp is our own: accepted',
      tone: 'good',
    },
    { kind: 'answer', with: 'app', text: '200, the page' },
    { kind: 'outcome', tone: 'good', text: 'Server and browser agree: signed in. 0 redirects.' },
  ],
  caption: 'After: session sync. Path, query and #hash stay, because the address never changed.',
};

/** The picture of a first visit with Clerk's middleware alone. */
export function HandshakeSequence() {
  return <SequenceDiagram {...handshakeSequence} />;
}

/** The picture of the same visit with `createAuthProxy`. */
export function SessionSyncSequence() {
  return <SequenceDiagram {...sessionSyncSequence} />;
}
