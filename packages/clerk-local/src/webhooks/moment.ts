import type { Instance } from '../instance/instance.ts';

/** One instance as it was before a request, and as it is after it. */
export interface Moment {
  before: Instance;
  after: Instance;
}
