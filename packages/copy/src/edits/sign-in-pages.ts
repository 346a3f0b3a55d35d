import { posix } from 'node:path';
import { parseSource, type Source, visit } from '@repo/next-repository';

/** A page of Clerk's that a team has. */
export interface SignInPage {
  /** As a browser sees it, without base path: '/login'. Parameters before it are left out. */
  readonly path: string;
  /** Whether parameters come before it, such as a language. */
  readonly isLocalised: boolean;
}

/** The pages where users sign in and up. */
export interface SignInPages {
  readonly signIn?: SignInPage;
  readonly signUp?: SignInPage;
}

interface Page extends SignInPage {
  readonly file: string;
}

/** Where such pages usually are, the usual one first. Clerk's own name for a component says which of the two it is. */
const KINDS = {
  SignIn: { paths: ['/sign-in', '/signin', '/login', '/log-in'], element: '@clerk/elements/sign-in' },
  SignUp: { paths: ['/sign-up', '/signup', '/register'], element: '@clerk/elements/sign-up' },
} as const;

type Component = keyof typeof KINDS;

/**
 * Finds the pages that show Clerk's `SignIn` and `SignUp`, by themselves or through a file that they import; else those at the
 * usual addresses. The front page is none of them, also where it shows one: sign-in must have an address of its own.
 *
 * @param files Code by path relative to the app: 'src/app/[locale]/login/[[...rest]]/page.tsx'.
 */
export function findSignInPages(files: ReadonlyMap<string, string>): SignInPages {
  const pages = [...files.keys()].sort().flatMap((file) => readPage(file) ?? []);
  const signIn = findPage('SignIn', pages, files);
  const signUp = findPage('SignUp', pages, files);
  return { ...(signIn && { signIn }), ...(signUp && { signUp }) };
}

function findPage(
  component: Component,
  pages: readonly Page[],
  files: ReadonlyMap<string, string>,
): SignInPage | undefined {
  const usual: readonly string[] = KINDS[component].paths;
  const rank = ({ path }: Page) => {
    const index = usual.findIndex((each) => path.endsWith(each));
    return index < 0 ? usual.length : index;
  };
  const showing = pages.filter(({ file }) => shows(file, component, files)).sort((a, b) => rank(a) - rank(b));
  const found = showing[0] ?? usual.flatMap((each) => pages.filter(({ path }) => path === each))[0];
  return found && { path: found.path, isLocalised: found.isLocalised };
}

/** Where a page is; undefined: the file is no page, or its address has parameters that only a request has. */
function readPage(file: string): Page | undefined {
  const place =
    /^(?:src\/)?app\/(?:(.*)\/)?page\.[jt]sx?$/.exec(file) ??
    /^(?:src\/)?pages\/(?!api\/|_)(.*?)(?:\/index)?\.[jt]sx?$/.exec(file);
  if (!place || /\.(?:test|spec|stories|d)\.[jt]sx?$/.test(file)) return undefined;
  const parts = (place[1] ?? '').split('/').filter((part) => part !== '' && !/^\([^.].*\)$/.test(part));
  // Slots and intercepted pages have no address of their own; folders that begin with _ are no pages.
  if (parts.some((part) => /^(?:@|_|\(\.)/.test(part))) return undefined;
  const own = parts.filter((part, index) => index !== parts.length - 1 || !/^\[{1,2}\.\.\./.test(part));
  const first = own.findIndex((part) => !part.startsWith('['));
  const named = first < 0 ? [] : own.slice(first);
  if (named.length === 0 || named.some((part) => part.startsWith('['))) return undefined;
  return { file, path: `/${named.join('/')}`, isLocalised: first > 0 };
}

/** Whether a file, or one that it imports, has Clerk's component. */
function shows(
  file: string,
  component: Component,
  files: ReadonlyMap<string, string>,
  depth = MAX_DEPTH,
): boolean {
  const source = parseSource(file, files.get(file) ?? '');
  if (!source) return false;
  if (showsItself(source, component)) return true;
  if (depth === 0) return false;
  return source.specifiers.some(({ value }) => {
    const imported = resolve(value, file, files);
    return imported !== undefined && shows(imported, component, files, depth - 1);
  });
}

/** A page, its form, and an index file between them. */
const MAX_DEPTH = 2;

function showsItself({ imports, program }: Source, component: Component): boolean {
  if (imports.some(({ from, isType }) => !isType && from === KINDS[component].element)) return true;
  const local = imports.find(
    ({ imported, from, isType }) => imported === component && /^@clerk\/nextjs$/.test(from) && !isType,
  )?.local;
  if (local === undefined) return false;
  return [...visit(program)].some(
    ({ node }) =>
      node.type === 'JSXOpeningElement' && node.name.type === 'JSXIdentifier' && node.name.name === local,
  );
}

/** A file of the app; `@/` and `~/` are its root, or `src`. */
function resolve(value: string, file: string, files: ReadonlyMap<string, string>): string | undefined {
  const alias = /^[@~]\/(.*)$/.exec(value)?.[1];
  if (alias === undefined && !value.startsWith('.')) return undefined;
  const bases =
    alias === undefined ? [posix.join(posix.dirname(file), value)] : [alias, posix.join('src', alias)];
  const endings = ['', '.tsx', '.ts', '.jsx', '.js', '/index.tsx', '/index.ts', '/index.jsx', '/index.js'];
  return bases
    .flatMap((base) => endings.map((ending) => `${base}${ending}`))
    .find((path) => files.has(path) && path !== file);
}
