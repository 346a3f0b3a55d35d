import type { Origin } from './origin.ts';

/** Where this process runs. It decides which origins exist; nothing in a request can change it. */
export type Environment =
  | { readonly kind: 'production'; readonly projectOrigin?: Origin }
  | {
      readonly kind: 'preview';
      readonly own: readonly [Origin, ...Origin[]];
      readonly siblings: readonly SiblingPreview[];
    }
  | { readonly kind: 'local'; readonly port: number };

/** One related Vercel project, as `VERCEL_RELATED_PROJECTS` lists it. */
export interface SiblingPreview {
  readonly project: string;
  /** Absent when the sibling app has no deployment for this branch: Vercel then offers only its production. */
  readonly origin?: Origin;
}
