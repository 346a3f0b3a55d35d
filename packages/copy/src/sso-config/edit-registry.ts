import type { Posture } from '@subdomain-sso/auth/define-sso';
import { CopyError } from '../errors.ts';
import { readConfigObject } from './config-object.ts';
import { appEntry } from './sso-config-text.ts';

/**
 * Adds an app to `apps` of an `sso.config.ts`, after the last app with pages. The rest of the text stays.
 *
 * @throws {CopyError} `app_exists`; `config_unreadable`: a form that a program cannot edit.
 */
export function addToRegistry(
  text: string,
  { name, posture }: { readonly name: string; readonly posture: Posture },
): string {
  const { entries, property } = readConfigObject(text);
  if (entries.some(({ key }) => key === name)) {
    throw new CopyError('app_exists', `sso.config.ts has an app "${name}" already.`);
  }
  const isApi = ({ span }: (typeof entries)[number]) =>
    /posture:\s*['"]bearer/.test(text.slice(span.start, span.end));
  const last = entries.filter((each) => !isApi(each)).at(-1);
  if (!last) throw new CopyError('config_unreadable', 'sso.config.ts has no app to add one after.');
  const primary = text.slice(property('primary').start, property('primary').end).slice(1, -1);
  const project = new RegExp(`vercelProject: '([^']*)${primary}'`).exec(text)?.[1] ?? '';
  const line = appEntry(
    { name, posture },
    { indent: indentOf(text, last.span.start), project: project + name },
  );
  const comma = /^\s*,/.exec(text.slice(last.span.end))?.[0];
  const at = last.span.end + (comma?.length ?? 0);
  return `${text.slice(0, at)}${comma === undefined ? ',' : ''}\n${line}${text.slice(at)}`;
}

/**
 * Removes an app; after `addToRegistry` the text is as before.
 *
 * @throws {CopyError} `app_not_added`: not there, the primary, or a caller of another app. `config_unreadable`.
 */
export function removeFromRegistry(text: string, name: string): string {
  const { entries, property } = readConfigObject(text);
  const entry = entries.find(({ key }) => key === name);
  if (!entry) throw new CopyError('app_not_added', `sso.config.ts has no app "${name}".`);
  const { start, end } = property('primary');
  const isCalled = entries.some(
    ({ key, span }) => key !== name && new RegExp(`['"]${name}['"]`).test(text.slice(span.start, span.end)),
  );
  if (text.slice(start, end).slice(1, -1) === name || isCalled) {
    const problem = `sso.config.ts names "${name}" as the primary app or as a caller.`;
    throw new CopyError('app_not_added', `${problem} Change that first.`);
  }
  const from = text.lastIndexOf('\n', entry.span.start);
  const comma = /^\s*,/.exec(text.slice(entry.span.end))?.[0] ?? '';
  return text.slice(0, from) + text.slice(entry.span.end + comma.length);
}

function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
}
