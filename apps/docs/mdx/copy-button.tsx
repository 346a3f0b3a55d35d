'use client';

import { clsx } from 'clsx';
import { CheckIcon, CopyIcon } from 'lucide-react';
import { useState } from 'react';

/** Puts a sample on the clipboard and says so for two seconds. */
export function CopyButton({ text, isInTitle }: { text: string; isInTitle: boolean }) {
  const [isCopied, setIsCopied] = useState(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), 2_000);
  }
  const Icon = isCopied ? CheckIcon : CopyIcon;
  return (
    <>
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={isCopied ? 'Copied' : 'Copy'}
        className={clsx(
          'absolute right-1 rounded-md p-2 text-ink-soft hover:text-ink',
          isInTitle ? 'top-0' : 'top-1 bg-surface hover:bg-sunken',
        )}
      >
        <Icon aria-hidden="true" size={16} />
      </button>
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </>
  );
}
