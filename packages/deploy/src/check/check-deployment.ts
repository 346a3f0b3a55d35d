import { type StoredCookie, type Trace, traceUrl } from '@repo/trace';
import { z } from 'zod';
import { checkCertificate } from './check-certificate.ts';
import { type Finding, judgeAnonymous, judgeSignedIn } from './judge-trace.ts';

/** What was found at one address. */
export interface DeploymentReport {
  readonly url: string;
  readonly findings: readonly Finding[];
}

/** Mints session tokens of a test user, as a browser of that app would. */
export type MintToken = (origin: string) => Promise<string>;

const MAX_HOPS = 10;

/**
 * Looks at deployed apps as visitors see them: DNS, certificate, answer, cookies, and with a test user the session.
 *
 * @param urls Addresses of apps. With a test user also those that tokens are minted for.
 * @param options `primary`: origin of the app that signs users in. `mint`: absent leaves the session out.
 * @returns One report for each address, in their order.
 */
export async function checkDeployment(
  urls: readonly URL[],
  options: { readonly primary: string; readonly mint?: MintToken | undefined; readonly timeLimitMs: number },
): Promise<DeploymentReport[]> {
  const reports: DeploymentReport[] = [];
  for (const url of urls) {
    const sibling = urls.find(({ origin }) => origin !== url.origin);
    reports.push({ url: url.href, findings: await checkUrl(url, sibling, options) });
  }
  return reports;
}

async function checkUrl(
  url: URL,
  sibling: URL | undefined,
  { primary, mint, timeLimitMs }: Parameters<typeof checkDeployment>[1],
): Promise<Finding[]> {
  const certificate = url.protocol === 'https:' ? await checkCertificate(url, timeLimitMs) : null;
  const anonymous = await follow(url, [], timeLimitMs);
  const failure = anonymous.hops[0]?.failure;
  const reached: Finding[] = [
    {
      what: 'DNS',
      isFine: failure?.kind !== 'dns',
      seen: failure?.kind === 'dns' ? 'there is no such host' : 'found',
      fix:
        failure?.kind === 'dns' ? 'Add its record (`sso deploy plan` lists them), and wait for DNS.' : null,
    },
    ...(failure?.kind === 'dns' || url.protocol !== 'https:'
      ? []
      : [
          {
            what: 'certificate',
            isFine: certificate === null,
            seen: certificate ?? 'valid',
            fix: certificate
              ? 'Vercel makes one once DNS is right: see the Domains page of the project.'
              : null,
          },
        ]),
  ];
  if (failure?.kind === 'dns' || failure?.kind === 'tls') return reached;
  const visible = [...reached, ...judgeAnonymous(anonymous, primary)];
  if (!mint || anonymous.outcome === 'error') return visible;
  const own = await follow(url, cookiesOf(url, await mint(url.origin)), timeLimitMs);
  const foreign = sibling ? await follow(url, cookiesOf(url, await mint(sibling.origin)), timeLimitMs) : null;
  return [...visible, ...judgeSignedIn(own, foreign)];
}

async function follow(url: URL, initial: readonly StoredCookie[], timeLimitMs: number): Promise<Trace> {
  return (await traceUrl(url, { initial, maxHops: MAX_HOPS, timeLimitMs })).trace;
}

/** What a browser holds that signed in a moment ago: the token, and that some account is signed in. */
function cookiesOf(url: URL, token: string): StoredCookie[] {
  const base = {
    domain: url.hostname,
    isHostOnly: true,
    path: '/',
    isSecure: url.protocol === 'https:',
    isHttpOnly: false,
    expiresAtSeconds: null,
    sameSite: 'Lax',
  } as const;
  const sid = sessionOf(token);
  return [
    // A page of this host writes it beside its token; a browser keeps it only over https.
    ...(sid && base.isSecure ? [{ ...base, name: '__Host-sso_session', value: sid }] : []),
    { ...base, name: '__session', value: token },
    { ...base, name: '__client_uat', value: String(Math.floor(Date.now() / 1000)) },
  ];
}

const payload = z.object({ sid: z.string() });

/** `sid` of a token that Clerk has just minted; undefined: it has none. */
function sessionOf(token: string): string | undefined {
  const [, part = ''] = token.split('.');
  try {
    return payload.safeParse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))).data?.sid;
  } catch {
    return undefined;
  }
}
