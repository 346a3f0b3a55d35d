import type { Lesson } from './lesson.ts';

export const originsAndSites: Lesson = {
  slug: 'origins-and-sites',
  title: 'Origins and sites',
  summary: 'Two words that sound alike, guard different things, and disagree about subdomains.',
  minutes: 4,
  access: 'free',
  body: (
    <>
      <p>
        An <strong>origin</strong> is scheme, host and port together:{' '}
        <code>https://academy.acme.example</code>. Change any of the three and it is another origin. A{' '}
        <strong>site</strong> is larger: the scheme and the registrable domain,{' '}
        <code>https://acme.example</code> with everything below.
      </p>
      <h2>Who cares about which</h2>
      <ul>
        <li>
          The same-<em>origin</em> policy decides which page’s script may read which answer, and separates
          storage.
        </li>
        <li>
          <code>SameSite</code> decides about cookies by <em>site</em>. To it, all subdomains of Acme are one
          family.
        </li>
      </ul>
      <p>
        So a request from <code>news.acme.example</code> to <code>platform.acme.example</code> is cross-origin
        but same-site. The script cannot read the answer unless the platform allows it. The platform’s cookies
        are sent all the same.
      </p>
      <h2>What follows</h2>
      <p>
        <code>SameSite</code> protects a family of subdomains from other sites, not from each other. If one of
        them is weaker, the others need a check of their own: an exact list of origins, compared whole. Never
        “ends with acme.example”, because <code>evil-acme.example</code> ends with it too.
      </p>
      <h2>Where a site begins</h2>
      <p>
        How does a browser know that <code>acme.example</code> is a family and <code>co.uk</code> is not? From
        the Public Suffix List, kept by people. Hosting domains are on it as well: two projects on{' '}
        <code>vercel.app</code> are two sites, and share no cookie.
      </p>
    </>
  ),
};
