import { appUrl } from '@subdomain-sso/auth/client';
import { buildLlmsText } from '../../guide/llms-text.ts';

export const dynamic = 'force-static';

/** `/llms.txt`, rendered at build time. */
export function GET(): Response {
  const text = buildLlmsText((path) => appUrl('docs', path) ?? path);
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
