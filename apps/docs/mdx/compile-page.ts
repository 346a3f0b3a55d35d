import { evaluate } from '@mdx-js/mdx';
import type { MDXContent } from 'mdx/types';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import remarkGfm from 'remark-gfm';
import { addOutline, type Outline } from './add-outline.ts';

/** A page that can be rendered, and what it consists of. */
export interface CompiledPage extends Outline {
  readonly Content: MDXContent;
}

/**
 * Compiles the text of a page: GitHub's Markdown with components. Runs while the app is built; no page is compiled for a request.
 *
 * @param body Without front matter. Links to other pages name their files, so that they work on GitHub, and become paths.
 * @throws {Error} of MDX: the text is not valid; it names line and column.
 * @source `@mdx-js/mdx` 3.1.1 `evaluate`.
 */
export async function compilePage(body: string): Promise<CompiledPage> {
  const outline: Outline = { sections: [] };
  const { default: Content } = await evaluate(body, {
    Fragment,
    jsx,
    jsxs,
    remarkPlugins: [remarkGfm],
    rehypePlugins: [[addOutline, outline]],
  });
  return { Content, ...outline };
}
