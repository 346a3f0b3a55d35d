import { requireUser } from '@subdomain-sso/auth/server';
import { redirect } from 'next/navigation';

export default async function StartPage() {
  await requireUser();
  redirect('/dashboard');
}
