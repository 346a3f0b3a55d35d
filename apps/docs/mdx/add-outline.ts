import GithubSlugger from 'github-slugger';
import type { Element, Nodes, Root, RootContent } from 'hast';

/** Part of a page under one heading; the first part, under the title, has none. */
export interface Section {
  readonly depth: 1 | 2 | 3;
  /** Of the heading; empty for the first part. */
  readonly id: string;
  readonly heading: string;
  /** Without markup, tables and samples included. */
  text: string;
}

export interface Outline {
  readonly sections: Section[];
}

/** Plugin of rehype: gives headings their ids, links their paths, samples their titles, and lists the sections. */
export function addOutline(outline: Outline) {
  return (root: Root): void => {
    const slugger = new GithubSlugger();
    outline.sections.push({ depth: 1, id: '', heading: '', text: '' });
    for (const node of root.children) {
      const depth = headingDepth(node);
      if (depth && node.type === 'element') {
        const heading = textOf(node).trim();
        const id = slugger.slug(heading);
        node.properties.id = id;
        outline.sections.push({ depth, id, heading, text: '' });
      } else {
        const section = outline.sections.at(-1);
        if (section) section.text = `${section.text} ${textOf(node)}`.trim();
      }
    }
    visit(root);
  };
}

function headingDepth(node: RootContent): 2 | 3 | undefined {
  if (node.type !== 'element') return undefined;
  if (node.tagName === 'h2') return 2;
  return node.tagName === 'h3' ? 3 : undefined;
}

function visit(node: Nodes): void {
  if (node.type === 'element') {
    linkToPage(node);
    keepTitle(node);
  }
  if ('children' in node) for (const child of node.children) visit(child);
}

/** `../concepts/why-azp.mdx#set` is the file on GitHub, and `/why-azp#set` here. */
function linkToPage({ tagName, properties }: Element): void {
  if (tagName !== 'a' || typeof properties.href !== 'string') return;
  const [, slug, anchor = ''] = /^[./\w-]*?([\w-]+)\.mdx(#.*)?$/.exec(properties.href) ?? [];
  if (slug) properties.href = `/${slug === 'index' ? '' : slug}${anchor}`;
}

/** `title="proxy.ts"` after the language of a sample. */
function keepTitle({ tagName, properties, data }: Element): void {
  // MDX leaves what follows the language here; the types of hast do not know it.
  const { meta } = (data ?? {}) as { readonly meta?: string | null };
  const title = tagName === 'code' && /title="([^"]*)"/.exec(meta ?? '')?.[1];
  if (title) properties.dataTitle = title;
}

/** Text of a node, with a space where an element ends: cells and items are words of their own. */
function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (!('children' in node)) return '';
  const isBlock = node.type === 'element' && /^(?:td|th|tr|li|p|pre)$/.test(node.tagName);
  return node.children.map(textOf).join('') + (isBlock ? ' ' : '');
}
