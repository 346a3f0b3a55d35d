import { DataTable } from '@repo/ui';
import type { CodeText, ReasonText } from '@subdomain-sso/auth/reasons';
import { CodeName } from './code-name.tsx';

/** A table of codes; each row can be linked to by its code. */
export function CodeReference({
  caption,
  codes,
}: {
  caption: string;
  codes: Readonly<Record<string, CodeText | ReasonText>>;
}) {
  return (
    <DataTable
      caption={caption}
      rows={Object.entries(codes).map(([id, text]) => ({ id, text }))}
      columns={[
        { heading: 'Code', cell: ({ id }) => <CodeAnchor code={id} /> },
        {
          heading: 'Meaning and advice',
          cell: ({ text }) => (
            <div className="space-y-1.5">
              <p>{text.message}</p>
              {'shownAs' in text && <p className="text-sm text-ink-soft">{text.shownAs}</p>}
              <p>
                <strong>What to do:</strong> {text.fix}
              </p>
            </div>
          ),
        },
      ]}
    />
  );
}

function CodeAnchor({ code }: { code: string }) {
  return (
    <a id={code} href={`#${code}`} className="font-mono text-[0.8125rem] no-underline hover:underline">
      <CodeName code={code} />
    </a>
  );
}
