import type { Lesson } from './lesson.ts';

export const whatASessionIs: Lesson = {
  slug: 'what-a-session-is',
  title: 'What a session is',
  summary: 'Why a server does not remember you between requests, and two ways to solve that.',
  minutes: 3,
  access: 'free',
  body: (
    <>
      <p>
        HTTP has no memory. Each request arrives alone, and the server answers it knowing only what the
        request carries. Being “signed in” is therefore something your browser has to prove again every time.
      </p>
      <h2>A cloakroom ticket</h2>
      <p>
        The classic way: the server keeps a record, “number 4711 is Ada, signed in at nine”, and gives the
        browser the number in a cookie. The number means nothing by itself. To learn who you are, the server
        looks it up; to sign you out, it tears up the record. Simple, exact, and one look-up for every
        request.
      </p>
      <h2>A stamped letter</h2>
      <p>
        The other way: the server writes “this is Ada, until 9:01” and signs it. Anyone who knows the public
        key can check the letter without asking, which is fast and works across machines. But a letter that is
        out cannot be called back. It is valid until it expires.
      </p>
      <h2>Both at once</h2>
      <p>
        Clerk combines them. The record is kept at Clerk and lasts for days; the letters, called session
        tokens, last one minute and are replaced while you read. Checking is quick, and a session that has
        ended stops working within a minute everywhere.
      </p>
      <h2>Try it</h2>
      <p>
        Sign in, open your browser’s developer tools and look at the cookies of this page.{' '}
        <code>__session</code> is the letter: three parts with dots between. Reload after a minute and
        compare: it is another one, with the same name on it.
      </p>
    </>
  ),
};
