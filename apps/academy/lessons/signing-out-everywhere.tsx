import type { Lesson } from './lesson.ts';

export const signingOutEverywhere: Lesson = {
  slug: 'signing-out-everywhere',
  title: 'Signing out everywhere',
  summary: 'Why signing out is harder than signing in, and how six apps notice it.',
  minutes: 4,
  access: 'member',
  body: (
    <>
      <p>
        To sign in, one app must learn something. To sign out, all apps must remove it, including those whose
        tabs are not open.
      </p>
      <h2>What ends, and when</h2>
      <ol>
        <li>The session at Clerk ends at once: no new token is minted.</li>
        <li>
          The clock on the parent domain, <code>__client_uat</code>, goes to zero. Every app sees that on the
          next request.
        </li>
        <li>Tokens that were already minted expire by themselves, at most a minute later.</li>
      </ol>
      <h2>The clock does the work</h2>
      <p>
        An app could still hold a valid token from half a minute ago. It compares: the token was minted{' '}
        <em>before</em> the last change of the clock, so it is out of date, even though its signature is
        valid. That is how signing out in one tab shows in the next page of another.
      </p>
      <h2>The open tab</h2>
      <p>
        A page that is already on the screen makes no request. Browsers can watch a cookie and notify the page
        when it changes, so the corner of an open tab changes as well.
      </p>
      <h2>Exercise</h2>
      <p>
        Open this lesson in one tab and the platform in another. Sign out there. Then reload here: you are
        asked to sign in, and come back to this page.
      </p>
    </>
  ),
};
