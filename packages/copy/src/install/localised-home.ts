/**
 * Finds the home page of an app whose pages are below a language.
 *
 * @param pagesFolder Of the pages: 'src/app/[locale]'.
 * @param files Code by path.
 * @returns '/en'; undefined: it is `/`, also where the default language has no prefix.
 * @source next-intl docs "Routing": `defaultLocale`, and `localePrefix`, by default `always`.
 */
export function findLocalisedHome(
  pagesFolder: string,
  files: ReadonlyMap<string, string>,
): string | undefined {
  if (!/\/\[[^\]/]+\]$/.test(pagesFolder)) return undefined;
  const texts = [...files.values()];
  if (texts.some((text) => /\blocalePrefix\s*:[^,;]*['"](as-needed|never)['"]/.test(text))) return undefined;
  const found = texts.map((text) => /\bdefaultLocale\s*:\s*['"]([a-z][\w-]*)['"]/i.exec(text)?.[1]);
  const locale = found.find((each) => each !== undefined);
  return locale === undefined ? undefined : `/${locale}`;
}
