import { getDomain, getPublicSuffix } from 'tldts';
import type { DeployPlan } from './deploy-plan.ts';

interface PreviewInput {
  readonly rootDomain: string;
  readonly previewSuffix: string | undefined;
  readonly primary: string;
  readonly projects: DeployPlan['projects'];
}

/**
 * What previews can do and what they cannot, with what to do instead.
 *
 * @source Public Suffix List through tldts; Vercel docs "Preview deployment suffix"; `packages/auth/src/registry/sibling-preview.ts`.
 */
export function planPreviews(input: PreviewInput): DeployPlan['preview'] {
  const suffix = input.previewSuffix ?? 'vercel.app';
  const project = input.projects.find(({ app }) => app === input.primary);
  const example = `https://${project?.name ?? input.primary}-git-topic-<team>.${suffix}`;
  const isSessionShared = getPublicSuffix(suffix, { allowPrivateDomains: true }) !== suffix;
  return {
    suffix,
    isSessionShared,
    example,
    notes: isSessionShared ? ownSuffix(suffix, input.rootDomain) : publicSuffix(suffix),
  };
}

function ownSuffix(suffix: string, rootDomain: string): string[] {
  const isOfProduction = suffix === rootDomain || suffix.endsWith(`.${rootDomain}`);
  const domain = getDomain(suffix, { allowPrivateDomains: true }) ?? suffix;
  return [
    `Vercel, Team settings, Preview deployment suffix: ${suffix} (needs Vercel’s nameservers for ${domain}).`,
    `A second production instance of Clerk for ${domain}, with its five DNS records there and nobody real in it; its pk_live_ and sk_live_ keys for "Preview" of every project, with SSO_ALLOW_LIVE_KEYS_IN_PREVIEW=1.`,
    'One sign-in counts on all apps of all previews. Tokens do not: each app accepts those minted on its own address of this very preview.',
    'Siblings that Vercel does not tell of (three at most are told) are found by the branch in the address; an address that Vercel had to shorten is not guessed.',
    ...(isOfProduction
      ? [
          `${suffix} is under ${rootDomain}: previews would share cookies with production. Use another domain.`,
        ]
      : []),
  ];
}

function publicSuffix(suffix: string): string[] {
  return [
    `${suffix} is a public suffix: no cookie can be shared there, so one sign-in cannot count on several apps, nor can signing out.`,
    'What works: pk_test_/sk_test_ keys; each app sends people to sign in on the preview of the primary app and gets them back, once per app.',
    'Vercel tells each app of three siblings at most; of the others a preview knows no address, and says so.',
    'What to do instead: a preview suffix on a domain of your own (`pnpm sso deploy plan --preview-suffix preview.your-domain.dev`).',
    'Clerk’s automatic proxy under /__clerk on vercel.app is switched off: it would make each app a Clerk of its own.',
  ];
}
