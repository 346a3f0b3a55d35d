import { CopyButton } from './copy-button.tsx';
import { highlight } from './highlight.ts';

const SCROLLING =
  'overflow-x-auto py-3 pr-12 pl-4 font-mono text-[0.8125rem] leading-relaxed -outline-offset-2';

/** Code or commands, coloured while the page is built, with a button that copies them. Scrolls within itself, never the page. */
export function CodeSample({ title, language, code }: { title?: string; language: string; code: string }) {
  const lines = highlight(code, language);
  return (
    <figure className="group relative overflow-hidden rounded-lg border border-line bg-surface">
      {title && (
        <figcaption className="border-b border-line bg-sunken py-2 pr-12 pl-4 font-mono text-xs text-ink-soft">
          {title}
        </figcaption>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <pre tabIndex={0} className={SCROLLING}>
        <code>
          {lines.map((pieces, line) => (
            <span key={line}>
              {line > 0 && '\n'}
              {pieces.map(({ text, light, dark }, piece) => (
                <span
                  key={piece}
                  style={light && dark ? { color: `light-dark(${light}, ${dark})` } : undefined}
                >
                  {text}
                </span>
              ))}
            </span>
          ))}
        </code>
      </pre>
      <CopyButton text={code} isInTitle={title !== undefined} />
    </figure>
  );
}
