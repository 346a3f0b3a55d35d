import type { ManualStep } from '../plan/plan-copy.ts';
import type { NextApp, Target, TextFile } from '../target/target.ts';
import type { InstallChoices, ModuleFormat } from './install-choices.ts';
import type { KnownPages } from './registry-text.ts';

/** A file of the team, before and after. */
export interface PlannedFile {
  readonly path: string;
  /** Null: it is new. */
  readonly before: string | null;
  readonly after: string;
  /** What changes, one phrase each. */
  readonly changes: readonly string[];
}

export interface InstallPlan {
  readonly files: readonly PlannedFile[];
  readonly manualSteps: readonly ManualStep[];
  readonly notes: readonly string[];
}

/** What is read of one app before the plan is made. */
export interface AppTexts {
  readonly app: NextApp;
  /** Its proxy or middleware. */
  readonly proxy: { readonly path: string; readonly text: string } | null;
  readonly layout: { readonly path: string; readonly text: string } | null;
  /** Folder of its pages: 'src/app', 'src/app/[locale]'. */
  readonly pagesFolder: string;
  /** It has a `pages` folder, and no `app` folder. */
  readonly isPagesRouter: boolean;
  readonly language: 'ts' | 'js';
  readonly format: ModuleFormat;
  /** Pages of Clerk's that it has. */
  readonly pages: KnownPages;
  /** Whether another file of the app calls `clerkMiddleware`, or renders `ClerkProvider`. */
  readonly hasClerkElsewhere: { readonly proxy: boolean; readonly provider: boolean };
  /** Whether a route under `/api` calls `auth()` or `currentUser()`. */
  readonly hasSignedInApi: boolean;
}

export interface InstallInput {
  readonly target: Target;
  readonly choices: InstallChoices;
  readonly apps: readonly AppTexts[];
  /** Specifiers of packages by name, for a manifest in this folder. */
  readonly specifiers: (directory: string) => {
    readonly auth: string;
    readonly clerkLocal: string | undefined;
    readonly testing: string | undefined;
  };
  /** Range of `@clerk/nextjs` for an app that has none. */
  readonly clerkRange: string;
  /** Undefined: no tests are wanted. */
  readonly tests: TestsInput | undefined;
}

/** What is known about tests before they are planned. */
export interface TestsInput {
  /** A Playwright config that the team has. */
  readonly playwrightConfig: TextFile | null;
  readonly gitignore: TextFile | null;
  /** Ranges of what the tests run with: Playwright, `@clerk/testing`. */
  readonly tools: Readonly<Record<string, string>>;
  /** Home page of an app that is not at `/`, by folder: one below a language. */
  readonly homePages: ReadonlyMap<string, string>;
}
