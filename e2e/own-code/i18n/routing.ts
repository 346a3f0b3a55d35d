/** The locales of the pages under `app/[locale]`. */
export const routing = { locales: ['en', 'de'], defaultLocale: 'en' };
