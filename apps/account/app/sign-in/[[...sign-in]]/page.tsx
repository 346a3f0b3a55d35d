import { SignIn } from '@clerk/nextjs';
import { ReturnUrlFragment } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import { FormStage } from '../../../sign-in/form-stage.tsx';
import { ReturnNotice } from '../../../sign-in/return-notice.tsx';
import { resolveReturnPath } from '../../../sign-in/return-path.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in/[[...sign-in]]'>) {
  const { returnUrl, query, isShortened, isSignedIn } = await resolveReturnPath(searchParams);
  if (isSignedIn) return <ReturnNotice signedInUrl={returnUrl} />;
  return (
    <FormStage>
      <ReturnUrlFragment />
      {isShortened && <ReturnNotice />}
      <SignIn
        path="/sign-in"
        signUpUrl={`/sign-up${query}`}
        forceRedirectUrl={returnUrl}
        signUpForceRedirectUrl={returnUrl}
      />
    </FormStage>
  );
}
