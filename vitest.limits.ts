/** Limits for every package. No result depends on them: they end a test that hangs, on a busy machine too. */
export const LIMITS = { testTimeout: 120_000, hookTimeout: 120_000 };
