import { expectTypeOf, test } from 'vitest';
import type { SignedIn } from './read-session.ts';

declare global {
  /** As a team declares its custom claims. */
  interface CustomJwtSessionClaims {
    readonly testOnlyLocale?: 'de' | 'en';
  }
}

test("custom claims have the types that the team gave them in Clerk's own interface", () => {
  expectTypeOf<SignedIn['claims']['testOnlyLocale']>().toEqualTypeOf<'de' | 'en' | undefined>();
  expectTypeOf<SignedIn['claims']['notDeclared']>().toBeUnknown();
});
