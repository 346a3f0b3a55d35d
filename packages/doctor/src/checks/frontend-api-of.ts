import { parsePublishableKey } from '@clerk/shared/keys';

/** The host of the Frontend API that a publishable key names; undefined when it is no key. */
export function frontendApiOf(publishableKey: string): string | undefined {
  const host = parsePublishableKey(publishableKey)?.frontendApi;
  return host === undefined || host === '' ? undefined : host;
}
