import { posix } from 'node:path';
import { type CodeStyle, styleOf } from '../edits/code-style.ts';
import type { InstallChoices, ModuleFormat } from './install-choices.ts';
import type { AppTexts, PlannedFile } from './install-input.ts';
import { registryFile } from './registry-text.ts';

/** The one format in which every app can import the registry. */
export function sharedFormat(apps: readonly AppTexts[]): ModuleFormat {
  return apps.every(({ format }) => format === 'ts') ? 'ts' : 'esm';
}

/** The file of the registry, relative to the root. */
export function registryPath({ registry }: InstallChoices, apps: readonly AppTexts[]): string {
  const folder = registry.kind === 'package' ? registry.directory : (apps[0]?.app.directory ?? '');
  return posix.join(folder, registryFile(sharedFormat(apps)));
}

/** New files follow the code that is there: next.config, or the layout. */
export function codeStyle(apps: readonly AppTexts[]): CodeStyle {
  const [first] = apps;
  return styleOf(first?.layout?.text ?? first?.app.nextConfig?.text ?? '');
}

/** A file that is not there yet. */
export function newFile(path: string, after: string, change: string): PlannedFile {
  return { path, before: null, after, changes: [change] };
}
