import { Notice } from '@repo/ui';

/** Says where signing in leads when the address to come back to was too long. */
export function ReturnNotice() {
  return (
    <div role="status" className="w-full max-w-md">
      <Notice tone="wait">
        The address you came from is too long to come back to. Signing in leads to the front page of that app.
      </Notice>
    </div>
  );
}
