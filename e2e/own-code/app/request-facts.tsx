import { auth } from '@clerk/nextjs/server';
import { headers } from 'next/headers';
import { BrowserUser } from './browser-user.tsx';

/** What the page knows about its request. The tests read it by id. */
export async function RequestFacts({ title }: { title: string }) {
  const { userId, sessionClaims } = await auth();
  const received = await headers();
  return (
    <main>
      <h1>{title}</h1>
      <output id="server">{userId ?? 'nobody'}</output>
      <output id="azp">{sessionClaims?.azp ?? 'none'}</output>
      <BrowserUser />
      {['x-tenant', 'x-variant', 'x-secret', 'x-nonce', 'referer'].map((name) => (
        <output key={name} id={name}>
          {received.get(name) ?? 'none'}
        </output>
      ))}
    </main>
  );
}
