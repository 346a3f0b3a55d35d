/** Code or a command, with the file it belongs to. Scrolls within itself, never the page. */
export function CodeBlock({ title, children }: { title?: string; children: string }) {
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-surface">
      {title && (
        <figcaption className="border-b border-line bg-sunken px-4 py-2 font-mono text-xs text-ink-soft">
          {title}
        </figcaption>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <pre tabIndex={0} className="overflow-x-auto px-4 py-3 font-mono text-[0.8125rem] leading-relaxed">
        <code>{children}</code>
      </pre>
    </figure>
  );
}
