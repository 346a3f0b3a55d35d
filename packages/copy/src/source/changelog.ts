import { gt, valid } from 'semver';

/** What one version asks of a team with a copy. */
export interface ChangelogSection {
  readonly version: string;
  /** Markdown below the heading, trimmed. */
  readonly text: string;
}

/**
 * The part of a changelog that is new to a copy.
 *
 * @param changelog Markdown with one heading `## 0.2.0` for each version, newest first.
 * @param version The version that the copy was made of, from its record.
 * @returns The sections of later versions, in the order of the changelog; all of them where `version` is no version.
 * @example sectionsSince(readUpstream().changelog, '0.1.0') // [{ version: '0.2.0', text: '- …' }]
 */
export function sectionsSince(changelog: string, version: string): readonly ChangelogSection[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [heading = '', ...lines] = section.split('\n');
      const found = valid(heading.trim());
      return found === null ? [] : [{ version: found, text: lines.join('\n').trim() }];
    })
    .filter((section) => valid(version) === null || gt(section.version, version));
}
