'use server';

import { auth } from '@clerk/nextjs/server';

/** Saves a text, as one of nobody where no user is signed in. */
export async function save(_before: string, form: FormData): Promise<string> {
  const { userId } = await auth();
  return `${form.get('text')} of ${userId ?? 'nobody'}`;
}
