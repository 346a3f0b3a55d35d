'use client';

import { useReverification } from '@clerk/nextjs';
import { isReverificationCancelledError } from '@clerk/nextjs/errors';
import { Button, Notice } from '@repo/ui';
import { useState } from 'react';
import { replaceSupportPin, revealSupportPin } from './support-pin-actions.ts';

type State =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'working' }
  | { readonly kind: 'shown'; readonly pin: string }
  | { readonly kind: 'failed' };

/** The PIN, hidden until the user verifies their identity again: Clerk's dialog asks, then the action runs again. */
export function SupportPin() {
  const [state, setState] = useState<State>({ kind: 'hidden' });
  const reveal = useReverification(revealSupportPin);
  const replace = useReverification(replaceSupportPin);
  const run = async (action: typeof reveal) => {
    setState({ kind: 'working' });
    try {
      const { supportPin } = await action();
      setState(supportPin === null ? { kind: 'failed' } : { kind: 'shown', pin: supportPin });
    } catch (error) {
      setState({ kind: isReverificationCancelledError(error) ? 'hidden' : 'failed' });
    }
  };
  return (
    <div className="space-y-4">
      <p aria-live="polite" className="font-mono text-3xl tracking-widest tabular-nums">
        {state.kind === 'shown' ? state.pin : '••••••'}
      </p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => void run(reveal)} disabled={state.kind === 'working'}>
          Show the PIN
        </Button>
        <Button look="quiet" onClick={() => void run(replace)} disabled={state.kind === 'working'}>
          Replace it
        </Button>
      </div>
      {state.kind === 'failed' && (
        <Notice tone="danger">The PIN could not be read just now. Nothing was changed; try again.</Notice>
      )}
    </div>
  );
}
