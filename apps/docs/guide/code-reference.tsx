import { DataTable } from '@repo/ui';
import { Fragment } from 'react';

/** A table of codes; each row can be linked to by its code. */
export function CodeReference<Code extends string>({
  caption,
  meanings,
  places,
  advice,
}: {
  caption: string;
  meanings: Readonly<Record<Code, string>>;
  places?: Readonly<Record<Code, string>>;
  advice: Readonly<Record<Code, string>>;
}) {
  // Object.keys() forgets that a Record has no other keys.
  const codes = Object.keys(meanings) as Code[];
  return (
    <DataTable
      caption={caption}
      rows={codes.map((id) => ({ id }))}
      columns={[
        { heading: 'Code', cell: ({ id }) => <CodeAnchor code={id} /> },
        {
          heading: 'Meaning and advice',
          cell: ({ id }) => (
            <div className="space-y-1.5">
              <p>{meanings[id]}</p>
              {places && <p className="text-sm text-ink-soft">{places[id]}</p>}
              <p>
                <strong>What to do:</strong> {advice[id]}
              </p>
            </div>
          ),
        },
      ]}
    />
  );
}

/** Breaks after an underscore, so that the column stays narrow on a phone. */
function CodeAnchor({ code }: { code: string }) {
  return (
    <a id={code} href={`#${code}`} className="font-mono text-[0.8125rem] no-underline hover:underline">
      {code.split('_').map((word, index) => (
        <Fragment key={word}>
          {index > 0 && (
            <>
              _<wbr />
            </>
          )}
          {word}
        </Fragment>
      ))}
    </a>
  );
}
