import { NotFoundPage } from '@repo/ui';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Not found' };

export default NotFoundPage;
