import type { FailureKind } from '../send-navigation.ts';

/** What a failure was, and what to do. */
interface FailureText {
  readonly says: string;
  readonly fix: string;
}

/**
 * Puts a failure into words.
 *
 * @param url The one that was asked, redacted.
 */
export function explainFailure(kind: FailureKind, url: string): FailureText {
  const isLocal = /^\w+:\/\/([^/]*\.)?localhost[:/]/.test(url);
  if (kind === 'connection-refused' && isLocal)
    return { says: TEXTS[kind].says, fix: 'Start the apps (`pnpm sso dev`), or correct the port.' };
  return TEXTS[kind];
}

const TEXTS: Readonly<Record<FailureKind, FailureText>> = {
  'connection-refused': {
    says: 'nothing listens at this host and port',
    fix: 'Start the server, or correct host and port.',
  },
  dns: { says: 'the name of this host does not resolve', fix: 'Correct the name, or its DNS record.' },
  tls: {
    says: 'no secure connection: the certificate is not valid for this host, not trusted, or this is not https',
    fix: 'Replace the certificate; for a certificate authority of your own set NODE_EXTRA_CA_CERTS.',
  },
  timeout: { says: 'no answer within the time limit', fix: 'Find out why the server does not answer.' },
  'connection-lost': {
    says: 'the connection broke before an answer came',
    fix: "See the server's log, and the proxies in between.",
  },
  'malformed-answer': {
    says: 'the answer is not HTTP',
    fix: 'Correct the port: another service listens there.',
  },
  'not-http': {
    says: 'this address is neither http nor https, so it leaves the browser',
    fix: 'Correct the address that leads here.',
  },
  'bad-location': {
    says: 'the server redirects to something that is not an address',
    fix: 'Correct the Location header of this answer.',
  },
};
