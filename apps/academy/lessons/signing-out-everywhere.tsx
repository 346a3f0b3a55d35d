import type { Lesson } from './lesson.ts';

export const signingOutEverywhere: Lesson = {
  slug: 'signing-out-everywhere',
  title: 'Signing out everywhere',
  summary: 'Why signing out is harder than signing in, and how six apps learn of it.',
  minutes: 4,
  access: 'member',
  body: (
    <>
      <p>
        To sign in, one app must learn something. To sign out, all of them must forget it, including those
        whose tabs are not open.
      </p>
      <h2>What ends, and when</h2>
      <ol>
        <li>The session at Clerk ends at once: no new token will be made.</li>
        <li>
          The clock on the parent domain, <code>__client_uat</code>, goes to zero. Every app sees that on the
          next request.
        </li>
        <li>Tokens that are already out expire by themselves, a minute later at most.</li>
      </ol>
      <h2>The clock does the work</h2>
      <p>
        An app could still hold a valid token from half a minute ago. It compares: the token was made{' '}
        <em>before</em> the last change of the clock, so it is out of date, whatever its signature says. That
        is how signing out in one tab shows in the next page of another.
      </p>
      <h2>The open tab</h2>
      <p>
        A page that is already on the screen makes no request. Browsers can watch a cookie and tell the page
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
