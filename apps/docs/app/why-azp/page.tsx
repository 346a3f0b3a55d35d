import { CodeBlock, Notice } from '@repo/ui';
import type { Metadata } from 'next';
import { Chapter } from '../../guide/chapter.tsx';

export const metadata: Metadata = { title: 'Why azp' };

export default function WhyAzpPage() {
  return (
    <Chapter
      href="/why-azp"
      title="Why azp"
      lead="azp is the claim that says which origin asked for a token. It is what keeps one subdomain’s weakness from becoming everyone’s."
    >
      <h2>The danger</h2>
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
      <p>
        So each app names the parties it accepts: its own origins for cookies, and those plus its declared
        callers for bearer tokens. A token from anywhere else is as good as none.
      </p>
      <h2>The difficulty</h2>
      <p>
        Clerk writes into <code>azp</code> the <code>Origin</code> header of the request that asked for the
        token. Browsers send that header with a script’s request, and leave it out when a person follows a
        link. Yet following a link is how tokens normally reach a sibling app: the server redirects to Clerk
        and back. A token made on the way has no <code>azp</code> at all.
      </p>
      <p>
        An app that insists on the right <code>azp</code> then refuses it, asks again, gets the same, and
        after three rounds gives up. The server says “signed out”, the browser says “signed in”, and both are
        sure.
      </p>
      <h2>The two wrong ways out</h2>
      <ul>
        <li>
          <strong>Do not check.</strong> It works at once, and any subdomain’s token opens every app.
        </li>
        <li>
          <strong>Accept tokens without azp.</strong> It sounds milder and is the same: whoever can leave the
          header out, is in.
        </li>
      </ul>
      <h2>What we do</h2>
      <p>
        A token without <code>azp</code> is neither trusted nor a reason to sign somebody out. The app answers
        with a small page that asks for a new token <em>by script</em>, from its own origin. That request
        carries <code>Origin</code>, so the token names the right party, and the person sees the page they
        asked for.
      </p>
      <Notice>
        The list of parties comes from <code>sso.config.ts</code> and the environment, never from the request.
        A request cannot vouch for itself.
      </Notice>
      <h2>See it</h2>
      <p>
        Sign in and open the account app: it shows the claims of the token it was given, <code>azp</code>{' '}
        first.
      </p>
    </Chapter>
  );
}
