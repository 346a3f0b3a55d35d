import { REQUEST_KINDS, type RequestKind } from '../request/request-kind.ts';
import type { AuthContext } from './auth-context.ts';
import { type Decision, decide } from './decide.ts';

/**
 * What happens to a request, as a table: for the documentation, and for the test that enumerates it. Each cell is what `decide`
 * says, so the table cannot differ from the proxy.
 */

/** The form of a request in the table: its kind, and for a call whether it may change something. */
export interface RequestForm {
  readonly kind: RequestKind;
  readonly isWrite: boolean;
  /** `GET a page`, for the head of a row. */
  readonly text: string;
}

const TEXTS: Readonly<Record<RequestKind, string>> = {
  document: 'A page is opened in a tab',
  frame: 'A page is opened in a frame',
  submission: 'A form is sent',
  download: 'A file is saved (a link with download, a resumed download)',
  action: 'A Server Action',
  asset: 'A part of a page: image, script, font, video',
  call: 'fetch that reads, a soft navigation, server-sent events, a WebSocket',
};

export const REQUEST_FORMS: readonly RequestForm[] = [
  ...REQUEST_KINDS.map((kind) => ({
    kind,
    isWrite: kind === 'submission' || kind === 'action',
    text: TEXTS[kind],
  })),
  { kind: 'call', isWrite: true, text: 'fetch that writes' },
];

export const POSTURES = ['public', 'mixed', 'protected', 'staff'] as const satisfies AuthContext['posture'][];

/** Situations of a user, each with what the proxy then knows. */
export const SITUATIONS = {
  'signed-in': {
    text: 'Signed in, and the token is good',
    known: { sessionState: 'signed-in', hasActiveClient: true },
  },
  stale: {
    text: 'Signed in, and the token is missing, has expired, or is not of this app',
    known: { hasActiveClient: true },
  },
  'signed-out': { text: 'Signed out', known: {} },
  pending: {
    text: 'Signed in, with unfinished tasks',
    known: { sessionState: 'pending', hasActiveClient: true, fault: 'token_pending' },
  },
  'other-organization': {
    text: 'Signed in, and the address names another organization',
    known: {
      sessionState: 'signed-in',
      hasActiveClient: true,
      isTargetActive: false,
      fault: 'organization_mismatch',
    },
  },
  'no-member': {
    text: 'Signed in, and not in the staff organization',
    known: { sessionState: 'signed-in', hasActiveClient: true, isInOrganization: false },
  },
  outage: {
    text: 'Signed in, the token has expired, and Clerk is down',
    known: { hasActiveClient: true, isClerkDown: true },
  },
  'other-site': {
    text: 'Signed in, and a page of another origin sends the request',
    known: {
      sessionState: 'signed-in',
      hasActiveClient: true,
      isArrival: true,
      isOwnForm: false,
      isForeignWrite: true,
    },
  },
} as const satisfies Readonly<
  Record<string, { readonly text: string; readonly known: Partial<AuthContext> }>
>;

export type Situation = keyof typeof SITUATIONS;

export interface Happening {
  readonly form: RequestForm;
  readonly posture: (typeof POSTURES)[number];
  readonly situation: Situation;
  readonly decision: Decision;
}

/** Every cell of the table: each form of request, in each posture, in each situation. */
export function whatHappens(): readonly Happening[] {
  return REQUEST_FORMS.flatMap((form) =>
    POSTURES.flatMap((posture) =>
      situationNames.map((situation) => ({
        form,
        posture,
        situation,
        decision: decide(contextOf(form, posture, situation)),
      })),
    ),
  );
}

// Object.keys widens the names; they are those of SITUATIONS.
const situationNames = Object.keys(SITUATIONS) as Situation[];

function contextOf(
  { kind, isWrite }: RequestForm,
  posture: AuthContext['posture'],
  situation: Situation,
): AuthContext {
  const known: Partial<AuthContext> = SITUATIONS[situation].known;
  const context = { ...NOBODY, ...known, kind, posture, isWrite };
  return { ...context, isForeignWrite: isWrite && context.isForeignWrite };
}

/** A request of a browser in which nobody is signed in, sent by a page of this app. */
export const NOBODY: AuthContext = {
  posture: 'protected',
  kind: 'document',
  carrier: 'cookie',
  sessionState: 'signed-out',
  isClerkDown: false,
  isGraceAllowed: true,
  hasActiveClient: false,
  isClientStale: false,
  isInOrganization: true,
  target: null,
  isTargetActive: true,
  isTargetMissing: false,
  isTokenTooLarge: false,
  isNoAccessPage: false,
  isWrite: false,
  isForeignWrite: false,
  isOwnForm: true,
  crossSiteForm: null,
  isArrival: false,
  isOwnOrigin: true,
  clientUatSeconds: 0,
  claims: null,
  fault: 'token_missing',
  tokenBudget: null,
};

/** What a decision means for the one who sent the request. */
export const DECISION_TEXTS: Readonly<Record<Decision['kind'], string>> = {
  pass: 'The app receives it, with the session',
  'pass-anonymously': 'The app receives it, without a session',
  sync: 'A page gets a fresh token, then opens the page or sends the form again',
  resend: 'A page sends the form once more, so that its cookies come',
  confirm: 'A page asks the user first',
  'sign-in': 'A redirect to the sign-in page, which leads back',
  'no-access': 'A redirect to the page that explains it',
  'sdk-redirect': 'The redirect that a development instance of Clerk needs',
  deny: 'An error for programs, with a reason',
  explain: 'A page that explains it; a form of this app is kept and can be sent again',
};
