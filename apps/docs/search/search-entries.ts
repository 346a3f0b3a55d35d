import type { Page } from '../content/read-page.ts';
import { compilePage } from '../mdx/compile-page.ts';

/** One part of one page, as the search knows it. */
export interface SearchEntry {
  /** Its address, with the part after #. */
  readonly id: string;
  /** Title of the page. */
  readonly page: string;
  /** The title again for the first part of a page, else empty: a page is found by its title once, not by each of its parts. */
  readonly title: string;
  /** Empty for what stands under the title. */
  readonly heading: string;
  readonly text: string;
  /** Empty but for the first part of a page. */
  readonly keywords: string;
}

/** Lists every part of every page, in reading order. */
export async function buildSearchEntries(pages: readonly Page[]): Promise<readonly SearchEntry[]> {
  const entries = await Promise.all(pages.map(entriesOf));
  return entries.flat();
}

async function entriesOf(page: Page): Promise<readonly SearchEntry[]> {
  const { sections } = await compilePage(page.body);
  return sections.map(({ id, heading, text }) => ({
    id: id ? `${page.href}#${id}` : page.href,
    page: page.title,
    title: id ? '' : page.title,
    heading,
    text: (id ? text : `${page.lead} ${page.description} ${text}`).replace(/\s+/g, ' ').trim(),
    keywords: id ? '' : page.keywords.join(' '),
  }));
}
