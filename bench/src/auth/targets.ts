import type { Target } from '../targets.ts';
import type { ClientSize } from './client-size.ts';
import type { Row } from './summarize.ts';
import type { VariantId } from './variants.ts';

const RATIO_TARGETS: readonly { variant: VariantId; atLeast: number; title: string }[] = [
  {
    variant: 'with-auth',
    atLeast: 0.9,
    title: 'withAuth() answers at least 0.90 x as often as an open route',
  },
  {
    variant: 'page-proxy',
    atLeast: 1,
    title: 'A page through createAuthProxy() comes at least as often as through a bare clerkMiddleware()',
  },
];

/** Bytes after gzip: 6 KB. */
const MAX_ADDED_BYTES = 6 * 1024;

/**
 * Compares the medians over all rounds with the targets.
 *
 * @returns every target; one that could not be measured is missed.
 */
export function checkTargets(rows: readonly Row[], size: ClientSize): readonly Target[] {
  const ratios = RATIO_TARGETS.map(({ variant, atLeast, title }): Target => {
    const ratio = rows.find((row) => row.variant === variant)?.ratio;
    return {
      title,
      isMet: ratio !== null && ratio !== undefined && ratio.median >= atLeast,
      measured: ratio ? `${ratio.median.toFixed(3)} x` : 'not measured',
    };
  });
  return [
    ...ratios,
    {
      title: 'The package adds at most 6 KB of script to a page, after gzip',
      isMet: size.addedBytes <= MAX_ADDED_BYTES,
      measured: `${(size.addedBytes / 1024).toFixed(2)} KB`,
    },
  ];
}
