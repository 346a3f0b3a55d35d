import { getAuth } from '@clerk/nextjs/server';
import type { NextApiRequest, NextApiResponse } from 'next';

/** A route of the Pages Router. */
export default function handler(request: NextApiRequest, response: NextApiResponse): void {
  response.json({ userId: getAuth(request).userId });
}
