import { CodeBlock } from '@repo/ui';
import { Fragment } from 'react';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';
import checks from '../../guide/doctor-checks.generated.json';

export const metadata = chapterMetadata('/doctor');

const KINDS = [
  { kind: 'static', title: 'In the repository' },
  { kind: 'environment', title: 'In the environment' },
  { kind: 'live', title: 'On a deployed site' },
] as const;

export default function DoctorPage() {
  return (
    <Chapter
      href="/doctor"
      title="The doctor"
      lead="One command that knows how Clerk set-ups break. It checks any repository, with or without this package."
    >
      <CodeBlock>{`pnpm sso doctor                       # this repository
pnpm sso doctor --root ../another     # any other repository
pnpm sso doctor --live https://platform.acme.example
pnpm sso doctor --fix                 # applies the mechanical fixes
pnpm sso doctor --json                # for machines; or --sarif FILE`}</CodeBlock>
      <p>
        The exit code is 0 without findings, 1 with findings, and 2 when it could not run. To keep a finding
        that you have reviewed, write a comment beside it, with the reason:{' '}
        <code>{'sso-doctor-ignore <id>: <reason>'}</code>.
      </p>
      {KINDS.map(({ kind, title }) => (
        <Fragment key={kind}>
          <h2 id={kind}>{title}</h2>
          {checks
            .filter((check) => check.kind === kind)
            .map(({ id, title: what, whyItMatters, fix }) => (
              <Fragment key={id}>
                <h3 id={id}>{what}</h3>
                <p>{whyItMatters}</p>
                <p>
                  <strong>Fix:</strong> {fix}
                </p>
                <p>
                  <code>{id}</code>
                </p>
              </Fragment>
            ))}
        </Fragment>
      ))}
    </Chapter>
  );
}
