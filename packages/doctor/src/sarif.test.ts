import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { CHECKS } from './checks/index.ts';
import { app, manifest } from './fixtures/case.fixture.ts';
import { writeRepository } from './fixtures/write-repository.fixture.ts';
import { runDoctor } from './run-doctor.ts';
import { toSarif } from './sarif.ts';

// One pattern of the schema is no regular expression with the `u` flag.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

async function examine(files: Readonly<Record<string, string>>) {
  const root = writeRepository({ files });
  return runDoctor({ root, checks: CHECKS, variables: {}, urls: undefined, cookies: [], isFixing: false });
}

test('a report with every level and with unread places fits the schema of OASIS', async () => {
  const report = await examine(
    app({
      'package.json': manifest({ next: '16.1.0', '@clerk/nextjs': '6.34.5' }),
      'proxy.ts':
        "import { clerkMiddleware } from '@clerk/nextjs/server';\nimport { handler } from '@acme/a';\nexport default clerkMiddleware(handler);\n",
      'app/a b/page.tsx':
        "import { auth } from '@clerk/nextjs/server';\nexport default async () => auth().userId;\n",
    }),
  );
  const log: unknown = JSON.parse(JSON.stringify(toSarif(report)));
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  expect(log).toMatchObject({
    runs: [
      {
        results: expect.arrayContaining(
          ['error', 'warning', 'note'].map((level) => expect.objectContaining({ level })),
        ),
        invocations: [
          {
            toolExecutionNotifications: expect.arrayContaining([
              expect.objectContaining({
                locations: [
                  {
                    physicalLocation: {
                      artifactLocation: { uri: 'proxy.ts', uriBaseId: '%SRCROOT%' },
                      region: { startLine: 3 },
                    },
                  },
                ],
              }),
            ]),
          },
        ],
      },
    ],
  });
});

test('a report without findings fits it too', async () => {
  expect(validate(JSON.parse(JSON.stringify(toSarif(await examine(app())))))).toBe(true);
});

test('the schema refuses a level that SARIF does not have', async () => {
  const log = JSON.parse(
    JSON.stringify(toSarif(await examine(app({ 'package.json': manifest({ next: '16.1.0' }) })))),
  );
  log.runs[0].results[0].level = 'advice';
  expect(validate(log)).toBe(false);
});
