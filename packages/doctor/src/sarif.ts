import { createHash } from 'node:crypto';
import { type Check, type Finding, levelOf } from './check.ts';
import type { DoctorReport } from './run-doctor.ts';
import type { Unread } from './unread.ts';

/**
 * The report for code scanning. Its help texts are complete: the repository that is examined need not have this documentation.
 *
 * @returns A SARIF 2.1.0 log with one run. A finding without a file is placed on `package.json`: code scanning shows nothing
 *   that has no place.
 * @source OASIS SARIF 2.1.0 (sarif-schema-2.1.0.json); GitHub docs "SARIF support for code scanning".
 */
export function toSarif({ results, unread }: Pick<DoctorReport, 'results' | 'unread'>): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'sso doctor', rules: results.map(({ check }) => toRule(check)) } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: unread.map(toNotification) }],
        results: results.flatMap(({ check, findings }, ruleIndex) =>
          findings.map((finding, index) => ({
            ruleId: check.id,
            ruleIndex,
            level: levelOf(check, finding),
            message: { text: `${finding.saw}. ${finding.fix ?? check.fix}` },
            locations: [placeOf(finding)],
            partialFingerprints: { 'ssoDoctor/v1': fingerprint(check.id, finding, findings.slice(0, index)) },
          })),
        ),
      },
    ],
  };
}

/** What could not be read is no result: it says that results may be missing. */
function toNotification({ saw, checks, file, line }: Unread): object {
  return {
    level: 'warning',
    message: { text: `${saw}. Not run there: ${checks.join(', ')}.` },
    locations: [placeOf({ saw, file, line })],
  };
}

function toRule({ id, title, whyItMatters, fix, severity }: Check): object {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: whyItMatters },
    help: { text: `${whyItMatters} ${fix}`, markdown: `**Why:** ${whyItMatters}\n\n**Fix:** ${fix}` },
    defaultConfiguration: { level: severity },
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

/** Without the line, so that a finding stays the same one when code above it grows. `earlier` tells equal ones apart. */
function fingerprint(id: string, { file, saw }: Finding, earlier: readonly Finding[]): string {
  const copies = earlier.filter((other) => other.file === file && other.saw === saw).length;
  return createHash('sha256')
    .update([id, file ?? '', saw, copies].join('\n'))
    .digest('hex');
}
