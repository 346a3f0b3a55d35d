import type { Lesson } from './lesson.ts';

export const whoAskedForThisToken: Lesson = {
  slug: 'who-asked-for-this-token',
  title: 'Who asked for this token?',
  summary: 'What the azp claim proves, what its absence means, and what to do about either.',
  minutes: 5,
  access: 'member',
  body: (
    <>
      <p>
        A signature proves who wrote a token. It does not prove for whom it was written. When six apps trust
        one issuer, that second question matters more.
      </p>
      <h2>Read one</h2>
      <p>
        The middle part of a token is JSON in base64url. Among its claims are <code>sub</code>, the user;{' '}
        <code>sid</code>, the session; <code>exp</code>, its end; and <code>azp</code>, the origin that asked
        for it.
      </p>
      <h2>Three cases</h2>
      <ol>
        <li>
          <strong>azp is mine.</strong> The token was made for this app. Go on.
        </li>
        <li>
          <strong>azp is another app’s.</strong> The token was minted for a sibling app and sent here. It
          opens nothing, unless that sibling is on the list of callers.
        </li>
        <li>
          <strong>There is no azp.</strong> The token was minted during a redirect, when no script was there
          to send an origin. The user may be signed in, but the token does not prove where it was meant for.
          Request a new one.
        </li>
      </ol>
      <h2>The mistake to avoid</h2>
      <p>
        Many libraries read an empty list of allowed parties as “allow all”. A list that comes out empty
        because a variable was missing turns the check off silently. Treat an empty list as an error at
        start-up.
      </p>
      <h2>Exercise</h2>
      <p>
        Open the account app: its home page shows the claims of your token there. Then find the token of this
        app in the developer tools and decode its middle part. Same user, same session, a different{' '}
        <code>azp</code>.
      </p>
    </>
  ),
};
