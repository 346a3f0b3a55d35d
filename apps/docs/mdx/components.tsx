import { Notice } from '@repo/ui';
import { AppLink } from '@subdomain-sso/auth/client';
import type { MDXComponents } from 'mdx/types';
import Link from 'next/link';
import { type ComponentProps, isValidElement } from 'react';
import { HandshakeSequence, SessionSyncSequence } from '../guide/azp-sequences.tsx';
import { MiddlewareSample } from '../guide/middleware-samples.tsx';
import { RedirectCounts } from '../guide/redirect-counts.tsx';
import { AnswerTable, RequestTables } from '../guide/request-table.tsx';
import { SessionDiagram } from '../guide/session-diagram.tsx';
import { CodeSample } from './code-sample.tsx';

/** What a page may use. Pages import nothing, so that they read well on GitHub. */
export const components: MDXComponents = {
  a: PageLink,
  h2: Heading2,
  h3: Heading3,
  pre: Sample,
  table: ScrollingTable,
  AnswerTable,
  AppLink,
  HandshakeSequence,
  MiddlewareSample,
  Notice,
  RedirectCounts,
  RequestTables,
  SessionDiagram,
  SessionSyncSequence,
};

function PageLink({ href = '', children }: ComponentProps<'a'>) {
  return href.startsWith('/') ? <Link href={href}>{children}</Link> : <a href={href}>{children}</a>;
}

/** Shows that a heading can be linked to. */
function Mark({ id = '' }: { id: string | undefined }) {
  return (
    <a
      href={`#${id}`}
      aria-label="Link to this part"
      className="ml-2 text-line-strong no-underline opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
    >
      #
    </a>
  );
}

function Heading2({ children, ...heading }: ComponentProps<'h2'>) {
  return (
    <h2 {...heading} className="group scroll-mt-6">
      {children}
      <Mark id={heading.id} />
    </h2>
  );
}

function Heading3({ children, ...heading }: ComponentProps<'h3'>) {
  return (
    <h3 {...heading} className="group scroll-mt-6">
      {children}
      <Mark id={heading.id} />
    </h3>
  );
}

function ScrollingTable({ children }: ComponentProps<'table'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <div tabIndex={0} className="docs-table overflow-x-auto rounded-lg border border-line bg-surface">
      <table>{children}</table>
    </div>
  );
}

/** MDX makes `<pre><code className="language-ts" data-title="…">text</code></pre>` of a sample. */
function Sample({ children }: ComponentProps<'pre'>) {
  if (!isValidElement<{ className?: string; 'data-title'?: string; children?: unknown }>(children))
    return null;
  const { className = '', 'data-title': title, children: code } = children.props;
  return (
    <CodeSample
      language={className.replace('language-', '')}
      code={String(code ?? '').trimEnd()}
      {...(title && { title })}
    />
  );
}
