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
        The middle part of a token is JSON in base64url. Among its claims are <code>sub</code>, the person;{' '}
        <code>sid</code>, the session; <code>exp</code>, its end; and <code>azp</code>, the origin that asked
        for it.
      </p>
      <h2>Three cases</h2>
      <ol>
        <li>
          <strong>azp is mine.</strong> The token was made for this app. Go on.
        </li>
        <li>
          <strong>azp is somebody else’s.</strong> It was made for a sibling, and somebody carried it here.
          Whatever the reason, it opens nothing, unless that sibling is on the list of callers.
        </li>
        <li>
          <strong>There is no azp.</strong> It was made during a redirect, when no script was there to name
          its origin. It says nothing against the person, and nothing for the request. Ask for a better one.
        </li>
      </ol>
      <h2>The mistake to avoid</h2>
      <p>
        Many libraries read an empty list of allowed parties as “allow all”. A list that comes out empty
        because a variable was missing turns the check off without a word. Treat an empty list as a fault at
        start-up.
      </p>
      <h2>Exercise</h2>
      <p>
        Open the account app: its home page shows the claims of your token there. Then find the token of this
        app in the developer tools and decode its middle part. Same person, same session, another{' '}
        <code>azp</code>.
      </p>
    </>
  ),
};
