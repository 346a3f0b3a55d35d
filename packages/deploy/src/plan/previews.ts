import { getDomain, getPublicSuffix } from 'tldts';
import type { DeployPlan } from './deploy-plan.ts';

interface PreviewInput {
  readonly rootDomain: string;
  readonly previewSuffix: string | undefined;
  readonly primary: string;
  readonly projects: DeployPlan['projects'];
}

/**
 * Describes what previews can do, what they cannot, and what to do instead.
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
    `A second production instance of Clerk for ${domain}, with its five DNS records there and no real users; its pk_live_ and sk_live_ keys for "Preview" of every project, with SSO_ALLOW_LIVE_KEYS_IN_PREVIEW=1.`,
    'One sign-in is valid on all apps of all previews. Tokens are not: each app accepts only tokens minted on its own address of the same preview.',
    'Vercel names at most three sibling apps to each app. Others are found by the branch in the address; an address that Vercel had to shorten is not guessed.',
    ...(isOfProduction
      ? [
          `${suffix} is under ${rootDomain}: previews would share cookies with production. Use another domain.`,
        ]
      : []),
  ];
}

function publicSuffix(suffix: string): string[] {
  return [
    `${suffix} is a public suffix: no cookie can be shared there, so neither a sign-in nor a sign-out on one app has an effect on others.`,
    'What works: pk_test_/sk_test_ keys; each app sends its users to sign in on the preview of the primary app, once per app.',
    'Vercel names at most three sibling apps to each app. A preview does not know the address of the others, and says so.',
    'What to do instead: a preview suffix on a domain of your own (`pnpm sso deploy plan --preview-suffix preview.your-domain.dev`).',
    'Clerk’s automatic proxy under /__clerk on vercel.app is off: with it, each app would have a session of its own.',
  ];
}
