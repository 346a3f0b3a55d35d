import { AppLink } from '@repo/auth/client';
import { CodeBlock, Notice } from '@repo/ui';
import Link from 'next/link';
import { handshakeSequence, sessionSyncSequence } from '../../guide/azp-sequences.ts';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';
import { RedirectCounts } from '../../guide/redirect-counts.tsx';
import { SequenceDiagram } from '../../guide/sequence-diagram.tsx';

export const metadata = chapterMetadata('/why-azp');

export default function WhyAzpPage() {
  return (
    <Chapter
      href="/why-azp"
      title="Why is azp missing?"
      lead="Because the token was made during a redirect. Clerk copies the Origin header of the request that asks for a token into azp, and a browser that follows a redirect sends none."
    >
      <h2 id="symptoms">How to recognise it</h2>
      <p>
        Without authorizedParties, the log of the server (<code>@clerk/backend</code> 3.11.1 and newer) says
        once per process:
      </p>
      <blockquote>
        Clerk: Session token from cookie is missing the azp claim. In a future version of Clerk, this token
        will be considered invalid. Please contact Clerk support if you see this warning.
      </blockquote>
      <p>
        With authorizedParties, people who are signed in are taken for strangers. The log says these two
        things, and the second leads astray, for the keys do match:
      </p>
      <blockquote>
        Clerk: unable to resolve handshake: … Invalid JWT Authorized party claim (azp) undefined.
      </blockquote>
      <blockquote>
        Clerk: Refreshing the session token resulted in an infinite redirect loop. This usually means that
        your Clerk instance keys do not match - make sure to copy the correct publishable and secret keys from
        the Clerk dashboard.
      </blockquote>
      <ul>
        <li>Signed in on one subdomain, a stranger on the next, until the page is loaded a second time.</li>
        <li>
          The answer’s <code>x-clerk-auth-reason</code> is <code>token-invalid-authorized-parties</code> or{' '}
          <code>client-uat-but-no-session-token</code>.
        </li>
        <li>
          Links between subdomains pass through <code>/v1/client/handshake</code> with the reason{' '}
          <code>primary-domain-cross-origin-sync</code>.
        </li>
      </ul>

      <h2 id="mechanism">How it happens</h2>
      <p>
        Each app’s session token stands in a cookie of its own host, so a sibling that is visited for the
        first time has none. Clerk’s middleware fetches one by a <em>handshake</em>: it redirects the browser
        to Clerk and back. Following a redirect is a navigation, and browsers send <code>Origin</code> with a
        script’s request, not with a navigation. The token from a handshake therefore names no party.
      </p>
      <SequenceDiagram {...handshakeSequence} />
      <p>
        Later, <em>every link</em> from another subdomain starts a handshake again, good token or not: the SDK
        takes a Referer from any other origin for a satellite domain that must be synchronized.
      </p>
      <RedirectCounts />

      <h2 id="session-sync">What happens here instead</h2>
      <p>
        A token without <code>azp</code> is neither trusted nor a reason to sign somebody out. The proxy
        answers with a small page, <em>session sync</em>, that lets clerk-js ask for the token by script from
        the app’s own origin. That request carries <code>Origin</code>. And as Clerk’s SDK does not get to see
        the Referer, a link starts nothing; your app still sees it.
      </p>
      <SequenceDiagram {...sessionSyncSequence} />
      <p>
        It tries three times in half a minute, then explains itself with a{' '}
        <Link href="/reasons#failures">code</Link>. It needs JavaScript, and says so where there is none.
        Calls and soft navigations get 401 instead of a page, see{' '}
        <Link href="/reasons#calls">calls from your own pages</Link>.
      </p>

      <h2 id="set">What to set</h2>
      <p>
        Set authorizedParties in each app, to that app’s own exact origin. With this repository you set
        nothing: the list follows from <code>sso.config.ts</code>.
      </p>
      <CodeBlock title="apps/platform/proxy.ts">{`export const proxy = createAuthProxy('platform');`}</CodeBlock>
      <CodeBlock title="The same list, by hand">{`clerkMiddleware({ authorizedParties: ['https://platform.acme.example'] });`}</CodeBlock>
      <ul>
        <li>Scheme, host and port, compared letter by letter: no wildcard, no slash at the end.</li>
        <li>Never empty: the SDK reads an empty list as “do not check”. Ours refuses to start.</li>
        <li>
          Not every sibling in every list. An app that calls another’s API is declared as its caller; its
          tokens are then accepted there as bearer tokens, in no cookie.
        </li>
      </ul>
      <p>The list alone, without session sync, is what leads to the six redirects above. You need both.</p>
      <Notice>
        The list comes from <code>sso.config.ts</code> and the environment, never from the request: not from{' '}
        <code>Host</code>, <code>X-Forwarded-Host</code> or <code>req.nextUrl</code>. A request cannot vouch
        for itself.
      </Notice>

      <h2 id="questions">Three questions</h2>
      <h3 id="why-here">Why in this configuration?</h3>
      <p>
        Because several apps on subdomains share one session, each with a cookie of its own. With a single
        app, clerk-js signs in on the app’s own origin and keeps the token fresh by script, so handshakes are
        rare. With siblings, the first visit to each and every link between them is one. It is not your keys,
        your DNS or your cookies, and satellite domains are no cure: subdomains of one domain are none.
      </p>
      <h3 id="setting">Is there a setting?</h3>
      <p>
        No. Clerk documents none, in the SDK or the dashboard, that puts <code>azp</code> into a token made by
        a handshake, and <a href="https://github.com/clerk/javascript/issues/8231">reports from production</a>{' '}
        agree. What you can do is have no token made that way, which is what session sync does.
      </p>
      <p>
        One policy can be chosen in <code>sso.config.ts</code>. <code>cookieTokensOf: 'self'</code>, the
        default, accepts in a cookie only tokens made for this very app. <code>'siblings'</code> accepts those
        of any registered app, too: then a token that leaks from the weakest of them acts on all. It is for
        set-ups in which Clerk hands every app the same token, and it does not accept tokens without{' '}
        <code>azp</code> either.
      </p>
      <h3 id="mandatory">What happens when it becomes mandatory?</h3>
      <p>
        With session sync, nothing: every token it brings was asked for by script and has its <code>azp</code>
        . Tokens without it are refused here already.
      </p>
      <p>
        With the SDK alone, each handshake would sign people out on the server until clerk-js has replaced the
        token. Apps that set authorizedParties need not wait for it: since <code>@clerk/backend</code> 3.11.1,
        they refuse such a token today. Should Clerk put <code>azp</code> into handshake tokens one day,
        nothing changes here either; a test says so, and part of this can be deleted.
      </p>

      <h2 id="danger">Why check it at all: the danger</h2>
      <p>
        All apps of one Clerk instance get tokens with the same signature. A token stolen on{' '}
        <code>blog.acme.example</code>, perhaps through a forgotten plugin, would be just as valid on the
        platform: the signature is right, the person is real. Only <code>azp</code>, the{' '}
        <em>authorized party</em>, tells the two apart.
      </p>
      <CodeBlock title="A token made for the platform">{`{
  "iss": "https://clerk.acme.example",
  "azp": "https://platform.acme.example",
  "sub": "user_…",
  "sid": "sess_…"
}`}</CodeBlock>
      <h3>The two wrong ways out</h3>
      <ul>
        <li>
          <strong>Do not check.</strong> It works at once, and any subdomain’s token opens every app.
        </li>
        <li>
          <strong>Accept tokens without azp.</strong> It sounds milder and is the same: whoever can leave the
          header out, is in.
        </li>
      </ul>

      <h2 id="elsewhere">Other tokens without azp</h2>
      <ul>
        <li>
          A session token made with the secret key, through the Backend API, has none. In tests, sign in in a
          browser instead.
        </li>
        <li>
          A test browser started with <code>--disable-web-security</code> may send no <code>Origin</code>.
        </li>
      </ul>

      <h2 id="see">See it</h2>
      <p>
        Sign in and open <AppLink app="account">account</AppLink>: it shows the claims of the token it was
        given, <code>azp</code> first. To see what another site does,{' '}
        <Link href="/reasons#trace">trace it</Link>.
      </p>
    </Chapter>
  );
}
