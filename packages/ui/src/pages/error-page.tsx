'use client';

import { Button } from '../parts/button.tsx';
import { StatusPage } from './status-page.tsx';

export interface ErrorPageProps {
  /** `digest` identifies the error in the server's log; the message itself stays on the server. */
  error: Error & { digest?: string };
  reset: () => void;
}

/** Body of every app's error.tsx. */
export function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <StatusPage code={error.digest ? `Error ${error.digest}` : 'Error'} title="Something went wrong">
      <p>
        The page could not be shown. Trying again often helps. If it does not, search the server’s log for the
        number above.
      </p>
      <Button onClick={reset}>Try again</Button>
    </StatusPage>
  );
}
