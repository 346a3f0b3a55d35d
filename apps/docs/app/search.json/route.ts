import { readPages } from '../../content/read-page.ts';
import { buildSearchEntries } from '../../search/search-entries.ts';

export const dynamic = 'force-static';

/** What the search looks through, made at build time. A browser fetches it when somebody searches. */
export async function GET(): Promise<Response> {
  return Response.json(await buildSearchEntries(readPages()));
}
