import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const manifest = z
  .object({ exports: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

test('the package exports these names', async () => {
  const names: Record<string, string[]> = {};
  for (const [entry, file] of Object.entries(manifest.exports)) {
    const module: Record<string, unknown> = await import(new URL(`../${file}`, import.meta.url).href);
    names[entry] = Object.keys(module).sort();
  }
  expect(names).toMatchInlineSnapshot(`
    {
      ".": [
        "BOOT_ORDER",
        "CLERK_VARIANTS",
        "SEEDED_ACCOUNTS",
        "inboxUrl",
        "startStack",
        "startStackClerk",
        "webhookReceivers",
      ],
      "./app-environment": [
        "buildAppEnvironment",
        "withoutClerk",
      ],
      "./app-process": [
        "startAppProcess",
      ],
      "./app-stack": [
        "startAppStack",
      ],
      "./assert-port-free": [
        "assertPortFree",
        "parseHolder",
        "portMessage",
      ],
      "./bare-stack": [
        "startBareStack",
      ],
      "./chromium": [
        "findChromium",
      ],
      "./errors": [
        "StackError",
      ],
      "./hosted-keys": [
        "readHostedKeys",
      ],
      "./launchers": [
        "findLaunchers",
      ],
      "./ports": [
        "GATEWAY_PORT",
        "TEST_PORT",
        "clerkPort",
      ],
      "./process-groups": [
        "createProcessGroups",
      ],
      "./process-tree": [
        "endProcessTree",
      ],
      "./repository": [
        "ROOT",
        "STATE_DIR",
        "appDirectory",
        "nextBinary",
        "rootBinary",
      ],
      "./stack-info": [
        "readStackInfo",
        "removeStackInfo",
        "writeStackInfo",
      ],
    }
  `);
});
