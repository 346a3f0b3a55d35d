import type { DirectoryLocation } from '@repo/directory';

/** A signed delivery on its way to a writer. */
export interface SentDelivery {
  /** The answer has the same number. */
  readonly number: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An order to a writer. */
export type WriterOrder =
  | {
      readonly kind: 'start';
      readonly location: DirectoryLocation;
      /** `whsec_…` */
      readonly secret: string;
      /** How many deliveries it processes at one time, each on a connection of its own. */
      readonly concurrency: number;
    }
  | { readonly kind: 'deliver'; readonly delivery: SentDelivery }
  | { readonly kind: 'stop' };

/** A message from a writer. */
export type WriterMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly number: number; readonly status: number };
