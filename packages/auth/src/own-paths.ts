/** Paths that mean the same in every app. */

/** Where a signed-in person lands who may not see what they asked for; `?reason=` says why, a `Refusal`. */
export const NO_ACCESS_PATH = '/no-access';
