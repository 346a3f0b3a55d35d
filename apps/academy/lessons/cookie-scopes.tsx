import type { Lesson } from './lesson.ts';

export const cookieScopes: Lesson = {
  slug: 'cookies-and-their-scopes',
  title: 'Cookies and their scopes',
  summary: 'Which server gets which cookie, and why leaving the domain out is the stricter choice.',
  minutes: 4,
  access: 'free',
  body: (
    <>
      <p>
        A cookie is a name, a value, and a set of rules about who may have it. Most surprises come from the
        rules.
      </p>
      <h2>Host-only, or a whole family</h2>
      <p>
        Without a <code>Domain</code> attribute, a cookie goes back to exactly the host that set it. With{' '}
        <code>Domain=acme.example</code>, it goes to that name and to every subdomain, present and future.
        Adding the attribute never narrows anything; it only widens.
      </p>
      <ul>
        <li>
          A token for one app belongs in a host-only cookie: <code>academy</code> never sees the one of{' '}
          <code>platform</code>.
        </li>
        <li>
          A hint that every app should notice, such as “somebody just signed out”, belongs on the parent
          domain. It must not be a secret.
        </li>
      </ul>
      <h2>Three flags</h2>
      <ul>
        <li>
          <code>HttpOnly</code> hides the cookie from scripts. A script injected into the page can still act
          as you, but cannot carry the cookie away.
        </li>
        <li>
          <code>Secure</code> keeps it off plain connections.
        </li>
        <li>
          <code>SameSite=Lax</code> leaves it out when another site makes the request, except when you follow
          a link.
        </li>
      </ul>
      <h2>The trap</h2>
      <p>
        Any subdomain may <em>set</em> a cookie for the parent domain, and with it shadow one of the same name
        elsewhere. Never trust a cookie for being there: trust the signature inside it.
      </p>
      <h2>Check yourself</h2>
      <p>
        Your shop runs on <code>shop.acme.example</code> and a marketing agency runs{' '}
        <code>news.acme.example</code>. Which cookies of the shop may have <code>Domain=acme.example</code>?
        Only those that you would hand to the agency.
      </p>
    </>
  ),
};
