import { appUrl } from '@subdomain-sso/auth/client';
import { readPages } from '../../content/read-page.ts';
import { buildFullText } from '../../guide/llms-text.ts';

export const dynamic = 'force-static';

/** `/llms-full.txt`, rendered at build time. */
export function GET(): Response {
  const text = buildFullText(readPages(), (path) => appUrl('docs', path) ?? path);
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
