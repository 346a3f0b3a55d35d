import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';

const azpSchema = z.enum(['origin', 'redirect-origin', 'never']) satisfies z.ZodType<AzpMode>;
const lastActiveTokenSchema = z.enum(['fresh', 'cached']) satisfies z.ZodType<LastActiveTokenMode>;

const settingsSchema = z.strictObject({
  azp: azpSchema.optional(),
  lastActiveToken: lastActiveTokenSchema.optional(),
});

/**
 * `origin`: Origin header of the minting call, absent on navigations. `redirect-origin`: on the handshake, the origin of the
 * validated `redirect_url`. `never`: no token has one.
 */
export type AzpMode = 'origin' | 'redirect-origin' | 'never';

/**
 * `fresh`: for the app that asks, each time. `cached`: for the app that asked first; every other app gets the same token until
 * 15 s before it expires. `POST …/tokens` mints for the asking app in both.
 */
export type LastActiveTokenMode = 'fresh' | 'cached';

/** Which app a minted token names. A field that is left out has the value of the start option of the same name. */
export interface TokenMintingSettings {
  azp?: AzpMode | undefined;
  lastActiveToken?: LastActiveTokenMode | undefined;
}

/** How tokens are minted from now on. Other processes: `PUT <url>/__local/token-minting`. */
export interface TokenMinting {
  /**
   * Replaces all settings. A cached `last_active_token` is dropped.
   *
   * @throws {ApiError} 400 `token_minting_invalid`.
   */
  set(settings: TokenMintingSettings): void;
  read(): { azp: AzpMode; lastActiveToken: LastActiveTokenMode };
  /** Back to the start options. */
  clear(): void;
}

/** @param onChange Called after each change: tokens minted under the old settings must not be handed out. */
export function createTokenMinting(
  startOptions: Readonly<{ azp: AzpMode; lastActiveToken: LastActiveTokenMode }>,
  onChange: () => void,
): TokenMinting {
  let current: TokenMintingSettings = {};
  const replace = (settings: TokenMintingSettings) => {
    current = settings;
    onChange();
  };
  return {
    set: (settings) => replace(parseTokenMinting(settings)),
    read: () => ({
      azp: current.azp ?? startOptions.azp,
      lastActiveToken: current.lastActiveToken ?? startOptions.lastActiveToken,
    }),
    clear: () => replace({}),
  };
}

/** @throws {ApiError} 400 `token_minting_invalid`. */
export function parseTokenMinting(input: unknown): TokenMintingSettings {
  return parseSettings(settingsSchema, input, {
    code: 'token_minting_invalid',
    hint: 'Send {"azp"?: "origin", "redirect-origin" or "never", "lastActiveToken"?: "fresh" or "cached"}.',
  });
}
