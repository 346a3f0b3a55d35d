import { getAuth } from '@clerk/nextjs/server';
import type { GetServerSideProps } from 'next';
import Link from 'next/link';

interface LegacyProps {
  readonly page: string;
  readonly userId: string | null;
}

/** A page of the Pages Router, as it was before: `getAuth(req)` in `getServerSideProps`. */
export const getServerSideProps: GetServerSideProps<LegacyProps> = async ({ req, params }) => ({
  props: { page: String(params?.page), userId: getAuth(req).userId },
});

export default function LegacyPage({ page, userId }: LegacyProps) {
  return (
    <main>
      <h1>{`Legacy ${page}`}</h1>
      <output id="server">{userId ?? 'nobody'}</output>
      <Link href="/legacy/two">two</Link>
    </main>
  );
}
