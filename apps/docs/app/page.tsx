import type { Metadata } from 'next';
import { Chapter } from '../guide/chapter.tsx';

export const metadata: Metadata = {
  description: 'Several Next.js apps on sibling subdomains that share one Clerk session, safely.',
};

export default function FrontPage() {
  return <Chapter slug="index" />;
}
