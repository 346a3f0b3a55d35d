'use client';

import { Show, SignInButton, SignUpButton } from '@clerk/nextjs';
import { buttonClass } from '@repo/ui';

/** For anonymous visitors: sign up or sign in. It runs in the browser only, so that the page stays static. */
export function JoinInvitation() {
  return (
    <Show when="signed-out">
      <p className="mb-8 flex flex-wrap items-center gap-3 text-[0.9375rem]">
        <SignUpButton>
          <button type="button" className={buttonClass()}>
            Join for free
          </button>
        </SignUpButton>
        <SignInButton>
          <button type="button" className={buttonClass('quiet')}>
            I have an account
          </button>
        </SignInButton>
      </p>
    </Show>
  );
}
