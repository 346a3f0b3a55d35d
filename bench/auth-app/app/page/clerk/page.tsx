import { auth } from '@clerk/nextjs/server';
import { Controls } from './controls.tsx';

export default async function Page() {
  const { userId } = await auth();
  return (
    <main>
      <h1>Who is signed in</h1>
      <p>{userId ?? 'nobody'}</p>
      <Controls />
    </main>
  );
}
