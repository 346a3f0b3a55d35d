'use client';

import { Button, Notice } from '@repo/ui';
import { useSignOutEverywhere } from '@subdomain-sso/auth/client';
import { useState } from 'react';

/** For users who lost a device or do not remember where they are signed in. */
export function SignOutEverywhere() {
  const signOutEverywhere = useSignOutEverywhere();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const signOut = async () => {
    setState('busy');
    try {
      await signOutEverywhere();
    } catch {
      setState('failed');
    }
  };
  return (
    <div className="space-y-4">
      <Button look="quiet" disabled={state === 'busy'} aria-busy={state === 'busy'} onClick={signOut}>
        Sign out everywhere
      </Button>
      {state === 'failed' && (
        <Notice tone="danger">
          The sign-in service did not answer. You are still signed in: try again in a moment.
        </Notice>
      )}
    </div>
  );
}
