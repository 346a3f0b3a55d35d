import { auth } from '@clerk/nextjs/server';

/** The user that the server knows. The tests read it by id. */
export default async function HomePage() {
  const { userId } = await auth();
  return (
    <main>
      <output id="server">{userId ?? 'nobody'}</output>
      <textarea id="draft" aria-label="Draft" />
    </main>
  );
}
