import MiniSearch from 'minisearch';
import type { SearchEntry } from './search-entries.ts';

/** One result: a page or a part of one, with words of its text around the first match. */
export interface SearchResult {
  readonly href: string;
  readonly page: string;
  readonly heading: string;
  readonly excerpt: string;
}

export type Search = (query: string) => readonly SearchResult[];

const MAX_RESULTS = 12;
const EXCERPT_CHARACTERS = 140;

/**
 * Makes a search over the documentation. It runs in the browser; nothing is sent anywhere.
 *
 * @returns Of a query of any form, at most 12 results, best first; none for an empty query.
 * @source `minisearch` 7.2.0 "SearchOptions".
 */
export function createSearch(entries: readonly SearchEntry[]): Search {
  const index = new MiniSearch<SearchEntry>({
    fields: ['title', 'heading', 'keywords', 'text'],
    tokenize: wordsOf,
    searchOptions: {
      boost: { title: 12, keywords: 20, heading: 4 },
      combineWith: 'AND',
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    },
  });
  index.addAll(entries);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return (query) =>
    index
      .search(query)
      .slice(0, MAX_RESULTS)
      .flatMap(({ id, terms }) => {
        // MiniSearch types ids as any; they are those of the entries.
        const entry = byId.get(String(id));
        return entry
          ? [
              {
                href: entry.id,
                page: entry.page,
                heading: entry.heading,
                excerpt: excerptOf(entry.text, terms),
              },
            ]
          : [];
      });
}

/** Codes are found whole and by their words: `azp_missing`, `azp`, `missing`. */
function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}_]+/u).flatMap((word) => {
    const parts = word.split('_').filter(Boolean);
    return parts.length > 1 ? [word, ...parts] : parts;
  });
}

function excerptOf(text: string, terms: readonly string[]): string {
  const lower = text.toLowerCase();
  const places = terms.map((term) => lower.indexOf(term.toLowerCase())).filter((place) => place >= 0);
  const first = places.length > 0 ? Math.min(...places) : 0;
  const start = first < 40 ? 0 : text.indexOf(' ', first - 40) + 1;
  const excerpt = text.slice(start, start + EXCERPT_CHARACTERS);
  return `${start > 0 ? '… ' : ''}${excerpt}${start + EXCERPT_CHARACTERS < text.length ? '…' : ''}`;
}
