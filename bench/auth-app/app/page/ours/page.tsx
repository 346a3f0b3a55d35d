import { currentSession } from '@subdomain-sso/auth/server';
import { Controls } from './controls.tsx';

export default async function Page() {
  const session = await currentSession();
  return (
    <main>
      <h1>Who is signed in</h1>
      <p>{session?.userId ?? 'nobody'}</p>
      <Controls />
    </main>
  );
}
