import type { Section } from '../mdx/add-outline.ts';

/** More entries than this are a list to search, not to read: then only the first level is shown. */
const MOST_ENTRIES = 24;

/** The table of contents: beside the text on wide screens, folded above it on the others. */
export function Contents({ sections, place }: { sections: readonly Section[]; place: 'above' | 'beside' }) {
  const headings = sections.filter(({ id }) => id !== '');
  const shown = headings.length > MOST_ENTRIES ? headings.filter(({ depth }) => depth === 2) : headings;
  if (shown.length < 2) return null;
  if (place === 'above') {
    return (
      <details className="mb-6 rounded-lg border border-line bg-surface xl:hidden">
        <summary className="cursor-pointer px-4 py-2.5 text-sm font-medium text-ink-soft">
          On this page
        </summary>
        <nav aria-label="On this page" className="px-4 pb-3">
          <Entries headings={shown} />
        </nav>
      </details>
    );
  }
  return (
    <nav
      aria-label="On this page"
      className="hidden max-h-[calc(100dvh-4rem)] self-start overflow-y-auto xl:sticky xl:top-8 xl:block"
    >
      <p className="mb-2 text-sm font-semibold">On this page</p>
      <Entries headings={shown} />
    </nav>
  );
}

function Entries({ headings }: { headings: readonly Section[] }) {
  return (
    <ul className="space-y-1.5 text-sm leading-snug break-words">
      {headings.map(({ id, heading, depth }) => (
        <li key={id} className={depth === 3 ? 'pl-3' : ''}>
          <a href={`#${id}`} className="text-ink-soft hover:text-ink hover:underline">
            {heading}
          </a>
        </li>
      ))}
    </ul>
  );
}
