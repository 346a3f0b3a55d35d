'use client';

import { useActionState, useEffect, useState } from 'react';
import { save } from './save.ts';

/** A form whose Server Action anonymous users may call, too. */
export default function ActionPage() {
  const [saved, submit] = useActionState(save, '');
  const [isReady, setIsReady] = useState(false);
  useEffect(() => setIsReady(true), []);
  return (
    <form action={submit}>
      <input name="text" aria-label="Text" />
      <button type="submit">Save</button>
      <output id="saved">{saved}</output>
      <output id="ready">{isReady ? 'ready' : ''}</output>
    </form>
  );
}
