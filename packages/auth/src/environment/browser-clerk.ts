/** What the browser needs to reach Clerk; the same values that the SDK's own script tag gets. */
export interface BrowserClerk {
  readonly publishableKey: string;
  /** Frontend API base URL, absolute. */
  readonly frontendApiUrl: string;
  readonly proxyUrl?: string;
  readonly scriptUrl?: string;
  /** Values of `iss` in this instance's tokens. */
  readonly issuers: readonly [string, ...string[]];
}
