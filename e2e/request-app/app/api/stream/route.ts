import { withAuth } from '@subdomain-sso/auth/server';

/** Ends the streams that are open; the specs call it. */
const open = new Set<() => void>();

/** Events for one user. It is verified when it begins, and may outlive its token until it ends. */
export const GET = withAuth((_request, { userId }) => {
  const text = new TextEncoder();
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(text.encode(`retry: 100\ndata: ${userId}\n\n`));
      const end = () => {
        open.delete(end);
        controller.close();
      };
      open.add(end);
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
});

/** As a server that limits how long a stream may last. */
export function DELETE(): Response {
  for (const end of open) end();
  return new Response(null, { status: 204 });
}
