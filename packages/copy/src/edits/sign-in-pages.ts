/** A page of Clerk's that a team has. */
export interface SignInPage {
  /** As a browser sees it, without base path: '/login'. */
  readonly path: string;
  /** Whether a parameter comes before it, such as a language. */
  readonly isLocalised: boolean;
}

/** The pages where users sign in and up. */
export interface SignInPages {
  readonly signIn?: SignInPage;
  readonly signUp?: SignInPage;
}

/**
 * Finds the pages that show Clerk's `SignIn` and `SignUp`.
 *
 * @param files Code by path relative to the app: 'src/app/[locale]/login/[[...rest]]/page.tsx'.
 */
export function findSignInPages(files: ReadonlyMap<string, string>): SignInPages {
  const pages = [...files].filter(([path]) => isPage(path));
  const find = (component: string, conventional: string): SignInPage | undefined => {
    const shows = new RegExp(`<${component}[\\s/>]`);
    const found =
      pages.find(([, text]) => shows.test(text) && text.includes('@clerk/nextjs')) ??
      pages.find(([path]) => addressOf(path).path === conventional);
    return found && addressOf(found[0]);
  };
  const signIn = find('SignIn', '/sign-in');
  const signUp = find('SignUp', '/sign-up');
  return { ...(signIn && { signIn }), ...(signUp && { signUp }) };
}

function isPage(path: string): boolean {
  if (/^(src\/)?app\//.test(path)) return /\/page\.[jt]sx?$/.test(path);
  return /^(src\/)?pages\/(?!api\/|_)/.test(path);
}

/** The address of a page, without groups, slots, and what is optional at its end. */
function addressOf(path: string): SignInPage {
  const parts = path
    .replace(/^(src\/)?(app|pages)\//, '')
    .replace(/(^|\/)page\.[jt]sx?$/, '')
    .replace(/\.[jt]sx?$/, '')
    .split('/')
    .filter((part) => part !== '' && part !== 'index' && !/^\(.*\)$|^@/.test(part));
  const own = parts.filter((part) => !/^\[/.test(part));
  return { path: `/${own.join('/')}`, isLocalised: /^\[(?!\.|\[)/.test(parts[0] ?? '') };
}
