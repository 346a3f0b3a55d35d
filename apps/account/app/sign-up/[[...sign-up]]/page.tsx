import { SignUp } from '@clerk/nextjs';
import type { Metadata } from 'next';
import { FormStage } from '../../../sign-in/form-stage.tsx';
import { ReturnNotice } from '../../../sign-in/return-notice.tsx';
import { resolveReturnPath } from '../../../sign-in/return-path.ts';

export const metadata: Metadata = { title: 'Create an account' };

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up/[[...sign-up]]'>) {
  const { returnUrl, query, isShortened, isSignedIn } = await resolveReturnPath(searchParams);
  if (isSignedIn) return <ReturnNotice signedInUrl={returnUrl} />;
  return (
    <FormStage>
      {isShortened && <ReturnNotice />}
      <SignUp
        path="/sign-up"
        signInUrl={`/sign-in${query}`}
        forceRedirectUrl={returnUrl}
        signInForceRedirectUrl={returnUrl}
      />
    </FormStage>
  );
}
