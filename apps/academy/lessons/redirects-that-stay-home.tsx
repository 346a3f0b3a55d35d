import type { Lesson } from './lesson.ts';

export const redirectsThatStayHome: Lesson = {
  slug: 'redirects-that-stay-home',
  title: 'Redirects that stay home',
  summary: 'How a helpful “take me back” parameter becomes a trap, and the one check that holds.',
  minutes: 5,
  access: 'member',
  body: (
    <>
      <p>
        After signing in, people should land where they wanted to go. So the sign-in link carries the address
        as a parameter. Anybody who writes a link to your sign-in page can choose that parameter.
      </p>
      <h2>The attack</h2>
      <p>
        A message links to your real sign-in page, with a return address that is almost yours. The victim
        checks the host, signs in, and is sent on to a copy that says “wrong password, please try again”.
        Everything up to that point was genuine.
      </p>
      <h2>Addresses that look like home</h2>
      <ul>
        <li>
          <code>{'//evil.example'}</code> begins with a slash and names another host.
        </li>
        <li>
          <code>/\evil.example</code> is the same: browsers read the backslash as a slash.
        </li>
        <li>
          <code>https://acme.example@evil.example</code> has your name in front of the @, where nobody looks.
        </li>
        <li>
          <code>https://acme.example.evil.example</code> begins with your name and ends with theirs.
        </li>
      </ul>
      <h2>The check</h2>
      <p>
        Do not search the text for good or bad pieces. Parse it the way the browser will, take the origin of
        the result, and compare it whole with a list. Refuse what your parser and the browser might read
        differently: control characters, backslashes, user names. If anything is off, go to a page you know.
      </p>
      <h2>One place</h2>
      <p>
        A check that every page writes for itself is missing from one of them. Let a single function turn
        parameters into redirects, and test it with every trick you know.
      </p>
    </>
  ),
};
