import type { DirectoryLocation } from '@repo/directory';

/** A signed delivery on its way to a writer. */
export interface SentDelivery {
  /** Tells the answer to it. */
  readonly number: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a writer is told. */
export type WriterOrder =
  | {
      readonly kind: 'start';
      readonly location: DirectoryLocation;
      /** `whsec_…` */
      readonly secret: string;
      /** How many deliveries it takes in at one time, each on a connection of its own. */
      readonly concurrency: number;
    }
  | { readonly kind: 'deliver'; readonly delivery: SentDelivery }
  | { readonly kind: 'stop' };

/** What a writer says. */
export type WriterMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly number: number; readonly status: number };
