'use client';

import { Button } from './button.tsx';
import { StatusPage } from './status-page.tsx';

export interface ErrorPageProps {
  /** `digest` is what the server's log calls this error; the message itself stays on the server. */
  error: Error & { digest?: string };
  reset: () => void;
}

/** Body of every app's error.tsx. */
export function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <StatusPage code={error.digest ? `Error ${error.digest}` : 'Error'} title="Something went wrong">
      <p>
        The page could not be shown. Trying again often helps; if it does not, the number above finds the
        cause in the log.
      </p>
      <Button onClick={reset}>Try again</Button>
    </StatusPage>
  );
}
