'use client';

import { CheckIcon, CopyIcon } from 'lucide-react';
import { useState } from 'react';

/** Puts a sample on the clipboard and says so for two seconds. */
export function CopyButton({ text }: { text: string }) {
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
        className="absolute top-1 right-1 rounded-md bg-surface p-2 text-ink-soft hover:bg-sunken hover:text-ink"
      >
        <Icon aria-hidden="true" size={16} />
      </button>
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </>
  );
}
