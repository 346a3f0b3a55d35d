import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { NAVIGATION } from './navigation.ts';

const headSchema = z.strictObject({
  title: z.string(),
  /** In the navigation, where it differs from the title. */
  label: z.string().optional(),
  /** For search engines and `/llms.txt`: what the page explains, in one sentence. */
  description: z.string(),
  /** Below the title. */
  lead: z.string(),
  /** What people search for and the text does not say often. */
  keywords: z.array(z.string()).default([]),
});

/** One page as its file has it. */
export interface Page extends z.infer<typeof headSchema> {
  /** Name of the file; `index` is the front page. */
  readonly slug: string;
  readonly href: `/${string}`;
  readonly label: string;
  readonly group: string;
  /** Relative to the app. */
  readonly file: string;
  /** Markdown with components, without the front matter. */
  readonly body: string;
}

/**
 * Reads every page of the documentation while the app is built, in reading order.
 *
 * @throws {Error} The front matter of a file has an unknown or a missing field.
 */
export function readPages(): readonly Page[] {
  return NAVIGATION.flatMap(({ title, folder, pages }) =>
    pages.map((slug) => readPage(title, `content/${folder}/${slug}.mdx`, slug)),
  );
}

/** One page by its slug; undefined where there is none. */
export function findPage(slug: string): Page | undefined {
  return readPages().find((page) => page.slug === slug);
}

function readPage(group: string, file: string, slug: string): Page {
  // Next.js builds an app, and Vitest tests it, in its own folder.
  const text = readFileSync(
    /* turbopackIgnore: true */ join(/* turbopackIgnore: true */ process.cwd(), file),
    'utf8',
  );
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const result = headSchema.safeParse(parse(head));
  if (!result.success) throw new Error(`[docs] ${file}: ${z.prettifyError(result.error)}`);
  const { label, ...fields } = result.data;
  const href = slug === 'index' ? '/' : (`/${slug}` as const);
  return { ...fields, label: label ?? fields.title, slug, href, group, file, body };
}
