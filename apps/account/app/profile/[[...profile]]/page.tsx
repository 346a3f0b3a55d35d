import { UserProfile } from '@clerk/nextjs';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { FormStage } from '../../../sign-in/form-stage.tsx';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  await requireUser();
  return (
    <FormStage>
      <UserProfile path="/profile" />
    </FormStage>
  );
}
