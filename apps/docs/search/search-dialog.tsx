'use client';

import { SearchIcon } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Search, SearchResult } from './search.ts';

/** `loading` until the index has arrived; `failed` where it did not. */
type State = { readonly kind: 'loading' | 'failed' } | { readonly kind: 'ready'; readonly search: Search };

/** The search of the documentation: a button, and a dialog that ⌘K or Ctrl K opens as well. */
export function SearchDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [state, setState] = useState<State>({ kind: 'loading' });
  const [query, setQuery] = useState('');
  const open = () => {
    dialog.current?.showModal();
    if (state.kind !== 'ready') void load().then(setState);
  };
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      document.querySelector<HTMLButtonElement>('[data-opens-search]')?.click();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        data-opens-search=""
        onClick={open}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex w-full items-center gap-2 rounded-md border border-edge bg-surface px-3 py-2 text-sm text-ink-soft hover:text-ink"
      >
        <SearchIcon aria-hidden="true" size={16} />
        Search
        <kbd className="ml-auto hidden font-mono text-xs lg:inline">Ctrl K</kbd>
      </button>
      <dialog
        ref={dialog}
        aria-label="Search the documentation"
        onClose={() => setQuery('')}
        className="m-auto mt-[10vh] max-h-[75dvh] w-[min(38rem,calc(100vw-2rem))] overflow-hidden rounded-xl border border-line bg-canvas text-ink shadow-xl backdrop:bg-black/50"
      >
        <Results state={state} query={query} onQuery={setQuery} onDone={() => dialog.current?.close()} />
      </dialog>
    </>
  );
}

async function load(): Promise<State> {
  try {
    const [{ createSearch }, answer] = await Promise.all([import('./search.ts'), fetch('/search.json')]);
    if (!answer.ok) return { kind: 'failed' };
    return { kind: 'ready', search: createSearch(await answer.json()) };
  } catch {
    return { kind: 'failed' };
  }
}

function Results({
  state,
  query,
  onQuery,
  onDone,
}: {
  state: State;
  query: string;
  onQuery: (query: string) => void;
  onDone: () => void;
}) {
  const router = useRouter();
  const listId = useId();
  const [chosen, setChosen] = useState(0);
  const results = state.kind === 'ready' ? state.search(query) : [];
  const openResult = (result: SearchResult | undefined) => {
    if (!result) return;
    onDone();
    router.push(result.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (step === undefined) openResult(results[chosen]);
    else setChosen(Math.max(0, Math.min(results.length - 1, chosen + step)));
  };
  return (
    <div className="flex max-h-[75dvh] flex-col">
      <input
        type="search"
        role="combobox"
        aria-label="Search the documentation"
        aria-expanded={results.length > 0}
        aria-controls={listId}
        aria-activedescendant={results[chosen] ? `${listId}-${chosen}` : undefined}
        autoComplete="off"
        placeholder="azp, redirect loop, preview…"
        value={query}
        onChange={(event) => {
          onQuery(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        className="w-full border-b border-line bg-surface px-4 py-3 text-base outline-none placeholder:text-ink-soft"
      />
      <p role="status" className={results.length > 0 ? 'sr-only' : 'px-4 py-3 text-sm text-ink-soft'}>
        {statusOf(state, query, results.length)}
      </p>
      <div role="listbox" id={listId} aria-label="Results" className="overflow-y-auto">
        {results.map((result, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard; it names this option.
          <div
            key={result.href}
            role="option"
            tabIndex={-1}
            id={`${listId}-${index}`}
            aria-selected={index === chosen}
            ref={index === chosen ? (option) => option?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => openResult(result)}
            className="cursor-pointer border-b border-line px-4 py-2.5 hover:bg-sunken aria-selected:bg-accent-soft"
          >
            <p className="text-sm font-semibold break-words">
              {result.page}
              {result.heading && <span className="font-normal"> › {result.heading}</span>}
            </p>
            <p className="mt-0.5 text-sm break-words text-ink-soft">{result.excerpt}</p>
          </div>
        ))}
      </div>
    </div>
  );
}

function statusOf(state: State, query: string, count: number): string {
  if (state.kind === 'failed') return 'The search did not load. Check the connection and open it again.';
  if (state.kind === 'loading') return 'Loading the search…';
  if (query.trim() === '') return 'Type a word, a code or a symptom.';
  if (count === 0) return 'Nothing found. Try fewer or shorter words.';
  return count === 1 ? '1 result' : `${count} results`;
}
