import { createHash } from 'node:crypto';
import { docsOf, type Finding } from './check.ts';
import type { Outcome } from './run-checks.ts';

/**
 * The report for code scanning.
 *
 * @returns A SARIF 2.1.0 log with one run. A finding without a file is placed on `package.json`: code scanning shows nothing
 *   that has no place.
 * @source OASIS SARIF 2.1.0 (sarif-schema-2.1.0.json); GitHub docs "SARIF support for code scanning".
 */
export function toSarif(outcomes: readonly Outcome[]): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'sso doctor',
            rules: outcomes.map(({ check }) => ({
              id: check.id,
              shortDescription: { text: check.title },
              fullDescription: { text: check.whyItMatters },
              help: { text: check.mend },
              helpUri: docsOf(check),
              defaultConfiguration: { level: check.severity },
            })),
          },
        },
        results: outcomes.flatMap(({ check, findings }, ruleIndex) =>
          findings.map((finding, index) => ({
            ruleId: check.id,
            ruleIndex,
            level: check.severity,
            message: { text: `${finding.saw}. ${check.mend}` },
            locations: [placeOf(finding)],
            partialFingerprints: { 'ssoDoctor/v1': fingerprint(check.id, finding, findings.slice(0, index)) },
          })),
        ),
      },
    ],
  };
}

function placeOf({ file, line }: Finding): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file ?? 'package.json'), uriBaseId: '%SRCROOT%' },
      region: { startLine: line ?? 1 },
    },
  };
}

/** Without the line, so that a finding stays the same one when code above it grows; the same once more in one file is another. */
function fingerprint(id: string, { file, saw }: Finding, earlier: readonly Finding[]): string {
  const copies = earlier.filter((other) => other.file === file && other.saw === saw).length;
  return createHash('sha256')
    .update([id, file ?? '', saw, copies].join('\n'))
    .digest('hex');
}
