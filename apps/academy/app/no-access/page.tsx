import { NoAccessPage } from '@repo/ui';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'No access' };

export default async function AcademyNoAccessPage({ searchParams }: PageProps<'/no-access'>) {
  await requireUser();
  return <NoAccessPage reason={(await searchParams).reason} />;
}
