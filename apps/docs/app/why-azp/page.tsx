import { CodeBlock, Notice } from '@repo/ui';
import { AppLink } from '@subdomain-sso/auth/client';
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
      lead="Because the token was minted during a redirect. Clerk copies the Origin header of the request that mints a token into azp, and a browser that follows a redirect sends no Origin header."
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
        With authorizedParties, the server treats signed-in users as anonymous. The log contains these two
        messages. The second one is misleading, because the keys do match:
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
        <li>
          A user is signed in on one subdomain and anonymous on the next, until the page is loaded a second
          time.
        </li>
        <li>
          The header <code>x-clerk-auth-reason</code> of the answer is{' '}
          <code>token-invalid-authorized-parties</code> or <code>client-uat-but-no-session-token</code>.
        </li>
        <li>
          Links between subdomains pass through <code>/v1/client/handshake</code> with the reason{' '}
          <code>primary-domain-cross-origin-sync</code>.
        </li>
      </ul>

      <h2 id="mechanism">How it happens</h2>
      <p>
        Each app keeps its session token in a cookie of its own host, so a sibling app has none on the first
        visit. Clerk’s middleware gets one with a <em>handshake</em>: it redirects the browser to Clerk and
        back. Following a redirect is a navigation, and browsers send <code>Origin</code> with requests of a
        script, not with navigations. The token from a handshake therefore names no authorized party.
      </p>
      <SequenceDiagram {...handshakeSequence} />
      <p>
        After that, <em>every link</em> from another subdomain starts a handshake again, even when the token
        is valid: the SDK treats a Referer from any other origin as a satellite domain that must be
        synchronized.
      </p>
      <RedirectCounts />

      <h2 id="session-sync">What happens here instead</h2>
      <p>
        A token without <code>azp</code> is neither trusted nor a reason to sign the user out. The proxy
        answers with a small page, <em>session sync</em>. On it, clerk-js requests the token by script, from
        the app’s own origin, so the request carries <code>Origin</code>. The proxy also hides the Referer
        from Clerk’s SDK, so a link starts no handshake; your app still receives the Referer.
      </p>
      <SequenceDiagram {...sessionSyncSequence} />
      <p>
        It tries three times in half a minute, then shows an explanation with a{' '}
        <Link href="/reasons#failures">code</Link>. It needs JavaScript; without it, the page says so. Calls
        and soft navigations get 401 instead of a page, see{' '}
        <Link href="/reasons#calls">calls from your own pages</Link>.
      </p>

      <h2 id="set">What to set</h2>
      <p>
        Set authorizedParties in each app, to that app’s own exact origin. With this repository you set
        nothing: the list is derived from <code>sso.config.ts</code>.
      </p>
      <CodeBlock title="apps/platform/proxy.ts">{`export const proxy = createAuthProxy();`}</CodeBlock>
      <CodeBlock title="The same list, by hand">{`clerkMiddleware({ authorizedParties: ['https://platform.acme.example'] });`}</CodeBlock>
      <ul>
        <li>Scheme, host and port are compared exactly: no wildcard, no slash at the end.</li>
        <li>
          Never leave the list empty: the SDK reads an empty list as “do not check”. This package refuses to
          start with one.
        </li>
        <li>
          Do not put every sibling into every list. Declare an app that calls another app’s API as a caller of
          it; its tokens are then accepted there as bearer tokens, but not in a cookie.
        </li>
      </ul>
      <p>The list alone, without session sync, leads to the six redirects above. You need both.</p>
      <Notice>
        The list comes from <code>sso.config.ts</code> and the environment, never from the request: not from{' '}
        <code>Host</code>, <code>X-Forwarded-Host</code> or <code>req.nextUrl</code>. A request must not
        authorize itself.
      </Notice>

      <h2 id="questions">Three questions</h2>
      <h3 id="why-here">Why in this configuration?</h3>
      <p>
        Because several apps on subdomains share one session, each with a cookie of its own. With a single
        app, clerk-js signs in on the app’s own origin and keeps the token fresh by script, so handshakes are
        rare. With sibling apps, the first visit to each app and every link between them starts a handshake.
        Your keys, your DNS and your cookies are not the cause. Satellite domains do not help either: they are
        for different registrable domains, not for subdomains of one.
      </p>
      <h3 id="setting">Is there a setting?</h3>
      <p>
        No. Clerk documents none, in the SDK or the dashboard, that puts <code>azp</code> into a token made by
        a handshake, and <a href="https://github.com/clerk/javascript/issues/8231">reports from production</a>{' '}
        agree. You can only avoid minting tokens that way, and session sync does this.
      </p>
      <p>
        One policy can be chosen in <code>sso.config.ts</code>. <code>cookieTokensOf: 'self'</code>, the
        default, accepts in a cookie only tokens that were minted for this app. <code>'siblings'</code> also
        accepts tokens of every other registered app; a token that leaks from the weakest app then works on
        all of them. It is meant for set-ups in which Clerk gives every app the same token. It does not accept
        tokens without <code>azp</code> either.
      </p>
      <h3 id="mandatory">What happens when it becomes mandatory?</h3>
      <p>
        With session sync, nothing: every token it gets was requested by script and has an <code>azp</code>.
        Tokens without it are refused already.
      </p>
      <p>
        With the SDK alone, each handshake would sign users out on the server until clerk-js has replaced the
        token. Apps that set authorizedParties have this problem today: since <code>@clerk/backend</code>{' '}
        3.11.1, they refuse such a token. If Clerk adds <code>azp</code> to handshake tokens one day, this
        repository still works, which a test proves, and part of the code can be deleted.
      </p>

      <h2 id="danger">Why azp must be checked</h2>
      <p>
        All apps of one Clerk instance get tokens with the same signature. A token stolen on{' '}
        <code>blog.acme.example</code>, perhaps through a forgotten plugin, would be valid on the platform
        too: the signature is right and the user exists. Only <code>azp</code>, the <em>authorized party</em>,
        shows the difference.
      </p>
      <CodeBlock title="A token minted for the platform">{`{
  "iss": "https://clerk.acme.example",
  "azp": "https://platform.acme.example",
  "sub": "user_…",
  "sid": "sess_…"
}`}</CodeBlock>
      <h3>Two wrong solutions</h3>
      <ul>
        <li>
          <strong>Do not check.</strong> This works at once, and the token of any subdomain opens every app.
        </li>
        <li>
          <strong>Accept tokens without azp.</strong> This is the same mistake: an attacker only has to leave
          the header out.
        </li>
      </ul>

      <h3>What azp does not prove</h3>
      <p>
        <code>azp</code> says where a token was minted, not who put it into this browser. A hostile sibling
        can set a cookie for the root domain with a genuine token of its own account. A browser without a
        cookie of this app would use it, until clerk-js has minted the right token. So treat every subdomain
        of the root domain as part of your system. <code>SECURITY.md</code> lists what is stopped and what is
        not.
      </p>

      <h2 id="elsewhere">Other tokens without azp</h2>
      <ul>
        <li>
          A session token that is created with the secret key, through the Backend API, has none. In tests,
          sign in with a browser instead.
        </li>
        <li>
          A test browser started with <code>--disable-web-security</code> may send no <code>Origin</code>.
        </li>
      </ul>

      <h2 id="see">See it</h2>
      <p>
        Sign in and open <AppLink app="account">account</AppLink>: it shows the claims of the token it
        received, <code>azp</code> first. To see what another site does,{' '}
        <Link href="/reasons#trace">trace it</Link>.
      </p>
    </Chapter>
  );
}
