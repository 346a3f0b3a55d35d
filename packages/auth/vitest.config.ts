import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { resolveBrowserSettings } from './src/environment/browser-settings.ts';
import { acme } from './src/registry/acme.fixture.ts';

export default defineConfig({
  // Next's bundler understands its own extensionless subpaths; here the SDK must go through Vite to do the same.
  // Outside Next every import of `server-only` throws; Next replaces it with this file on the server.
  resolve: {
    alias: { 'server-only': fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)) },
  },
  ssr: { noExternal: ['@clerk/nextjs'] },
  test: {
    include: ['src/**/*.test.ts'],
    // Real servers and real keys, on a machine that may be busy.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // The SDK reads its settings when it is first imported; these are the local ones of a build.
    env: {
      ...resolveBrowserSettings({ env: {}, environment: { kind: 'local', port: 3000 }, config: acme }),
      CLERK_SECRET_KEY: 'sk_live_only_for_unit_tests',
      CLERK_API_URL: 'http://127.0.0.1:1',
    },
  },
});
