import { getTranslations } from 'next-intl/server';
import { RequestFacts } from '../../request-facts.tsx';

export default async function PrivatePage() {
  return <RequestFacts title={`${(await getTranslations('Page'))('greeting')}, private`} />;
}
