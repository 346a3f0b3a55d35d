import { auth } from '@clerk/nextjs/server';

/** Shows who sent a form, and every entry of it. The id of the answer tells two answers apart. */
export async function POST(request: Request): Promise<Response> {
  const { userId } = await auth();
  const entries = await Promise.all(
    [...(await request.formData())].map(async ([name, value]) =>
      typeof value === 'string' ? [name, value] : [name, value.name, value.type, await digest(value)],
    ),
  );
  const received = { userId, search: new URL(request.url).search, entries };
  const text = JSON.stringify(received).replace(/[&<]/g, (character) => `&#${character.charCodeAt(0)};`);
  return new Response(
    `<!doctype html><title>Received</title><link rel="icon" href="data:,"><pre id="received">${text}</pre>`,
    {
      headers: { 'content-type': 'text/html; charset=utf-8', 'x-received': crypto.randomUUID() },
    },
  );
}

/** Size and SHA-256 of a file. */
async function digest(file: File): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return `${file.size} ${Buffer.from(hash).toString('hex')}`;
}
