import { getRequestConfig } from 'next-intl/server';
import { routing } from './routing.ts';

const MESSAGES: Readonly<Record<string, { readonly Page: { readonly greeting: string } }>> = {
  en: { Page: { greeting: 'Welcome' } },
  de: { Page: { greeting: 'Willkommen' } },
};

/** The locale comes from the header that next-intl's middleware adds to the request. */
export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale;
  const locale = requested && routing.locales.includes(requested) ? requested : routing.defaultLocale;
  return { locale, messages: MESSAGES[locale] ?? {} };
});
