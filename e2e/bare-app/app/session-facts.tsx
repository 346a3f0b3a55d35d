import { auth } from '@clerk/nextjs/server';
import Link from 'next/link';
import { readSettings } from '../env.ts';
import { BrowserUser } from './browser-user.tsx';

/** The user that the server knows and the one that the browser knows, and links to every app. The tests read it by id. */
export async function SessionFacts({ title }: { title: string }) {
  const { userId, sessionClaims } = await auth();
  const { links } = readSettings();
  return (
    <main>
      <h1>{title}</h1>
      <p>
        Server: <output id="server">{userId ?? 'nobody'}</output>, azp:{' '}
        <output id="azp">{sessionClaims?.azp ?? 'none'}</output>
      </p>
      <p>
        Browser: <BrowserUser />
      </p>
      <nav aria-label="Full page">
        {['/', '/second', ...links].map((href) => (
          <a key={href} href={href}>
            {href}
          </a>
        ))}
      </nav>
      <nav aria-label="Soft">
        {['/', '/second'].map((href) => (
          <Link key={href} href={href} prefetch={false}>
            {href}
          </Link>
        ))}
      </nav>
    </main>
  );
}
