import { auth } from '@clerk/nextjs/server';

export async function GET(): Promise<Response> {
  const { userId } = await auth();
  return new Response(`file of ${userId}`, {
    headers: { 'content-type': 'text/plain', 'content-disposition': 'attachment; filename="file.txt"' },
  });
}
