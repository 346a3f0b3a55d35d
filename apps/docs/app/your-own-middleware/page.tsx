import { CodeBlock, DataTable, Notice } from '@repo/ui';
import Link from 'next/link';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';
import { MATCHERS, middlewareSample } from '../../guide/middleware-samples.ts';
import { handlerRights, proxyOptions } from '../../guide/reference.ts';
import { Reference } from '../../guide/reference-table.tsx';

export const metadata = chapterMetadata('/your-own-middleware');

export default function YourOwnMiddlewarePage() {
  return (
    <Chapter
      href="/your-own-middleware"
      title="Your own middleware"
      lead="What you have in middleware.ts or proxy.ts today becomes the handler of createAuthProxy: translations, tenants, a content security policy, redirects, cookies."
    >
      <CodeBlock title="proxy.ts">{`import { createAuthProxy } from '@subdomain-sso/auth/proxy';
import createMiddleware from 'next-intl/middleware';
import { routing } from './i18n/routing';

const intl = createMiddleware(routing);

export const proxy = createAuthProxy({
  handler: async (auth, request) => {
    if (request.nextUrl.pathname.startsWith('/admin')) await auth.protect({ role: 'org:admin' });
    return intl(request);
  },
});
${MATCHERS.withoutApi}`}</CodeBlock>

      <h2 id="when">When it runs</h2>
      <ul>
        <li>
          Once a request may reach the app: after session sync, with the user or without one. A request that
          the proxy answers by itself never reaches it.
        </li>
        <li>
          <code>auth()</code> names only a user whose token was minted for this app. An anonymous request has
          no cookie and no token of Clerk’s.
        </li>
        <li>
          On a public app the user is known only while a page of it is open. Nothing there may depend on the
          user.
        </li>
        <li>Without a handler there is nothing to run: the proxy does the same as before.</li>
      </ul>

      <h2 id="may">What it may do</h2>
      <Reference caption="What a handler may do" heading="Handler" rows={handlerRights} />
      <p>
        Bodies are not read and stream on. An error that the handler throws is an error of the request. An
        answer for a session is <code>private, no-store</code>, unless yours says otherwise.
      </p>

      <h2 id="next-intl">Translations: next-intl</h2>
      <p>
        With a prefix always and as needed. Session sync and the sign-in page lead back to the address with
        its prefix.
      </p>
      <CodeBlock title="locales.ts">{middlewareSample('locales')}</CodeBlock>

      <h2 id="csp">A content security policy of your own</h2>
      <p>
        The policy takes the place of the one from <code>withSso()</code>, with its nonce. Allow Clerk’s hosts
        in it.
      </p>
      <CodeBlock title="content-security-policy.ts">{middlewareSample('content-security-policy')}</CodeBlock>

      <h2 id="tenants">Tenants, A/B tests, redirects, a page for maintenance</h2>
      <CodeBlock title="tenants.ts">{middlewareSample('tenants')}</CodeBlock>
      <Notice>
        These three files are in <code>e2e/own-code</code>. They are compiled, built and tried in a browser
        with every change of the package.
      </Notice>

      <h2 id="matcher">Routes under /api: two choices</h2>
      <p>
        Next.js wants the matcher as a literal in <code>proxy.ts</code>. It decides who verifies a route.
      </p>
      <CodeBlock title="The default: without /api">{MATCHERS.withoutApi}</CodeBlock>
      <CodeBlock title="With /api">{MATCHERS.withApi}</CodeBlock>
      <DataTable
        caption="Two matchers"
        rows={[
          {
            id: 'Without /api',
            use: 'Each route verifies with withAuth(), which also accepts API keys, M2M and OAuth tokens, and lets bodies stream.',
            cost: 'At least 0.90 times as many answers as an open route.',
          },
          {
            id: 'With /api',
            use: 'Existing routes that call auth(), tRPC among them, stay as they are. The proxy accepts session tokens alone, and Next.js buffers bodies.',
            cost: '0.41 to 0.50 times as many, as with clerkMiddleware({ jwtKey }).',
          },
        ]}
        columns={[
          { heading: 'Matcher', cell: ({ id }) => id },
          { heading: 'For', cell: ({ use }) => use },
          { heading: 'Cost', cell: ({ cost }) => cost },
        ]}
      />
      <p>
        Answers per second of a route with JSON, on two cores with 20 connections. The first figure is the
        limit that the benchmark checks, the second was measured with Clerk’s own middleware, than which{' '}
        <code>createAuthProxy()</code> must not be slower. <code>pnpm bench auth</code> measures it on your
        machine. Pages of the Pages Router, and routes that call <code>getAuth(req)</code>, work where the
        matcher includes them.
      </p>

      <h2 id="options">Options</h2>
      <Reference caption="Options" heading="Option" rows={proxyOptions} />
      <p>
        <code>SsoProvider</code> passes every option of <code>ClerkProvider</code> on, such as{' '}
        <code>localization</code>, <code>appearance</code> and the URLs of tasks; those that the environment
        decides are not among them.
      </p>
      <p>
        What the proxy does with each request: <Link href="/what-happens">What happens to a request</Link>.
      </p>
    </Chapter>
  );
}
