import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { RequestFacts } from '../request-facts.tsx';

export default async function LocalePage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  const greeting = (await getTranslations('Page'))('greeting');
  return (
    <>
      <output id="locale">{`${locale} ${await getLocale()}`}</output>
      <RequestFacts title={greeting} />
      <Link href={`/${locale}/private`} prefetch={false}>
        private
      </Link>
    </>
  );
}
