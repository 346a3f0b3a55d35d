import { Notice } from '@repo/ui';

/** Says where the way back leads when the address to come back to was too long. */
export function ReturnNotice({
  signedInUrl,
}: {
  /** For a user who need not sign in. */ signedInUrl?: string;
}) {
  return (
    <div role="status" className="w-full max-w-md">
      <Notice tone="wait">
        The address you came from is too long to come back to.{' '}
        {signedInUrl === undefined ? (
          'Signing in leads to the front page of that app.'
        ) : (
          <>
            You are signed in: <a href={signedInUrl}>open the front page of that app</a>.
          </>
        )}
      </Notice>
    </div>
  );
}
