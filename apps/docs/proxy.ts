import { createAuthProxy } from '@repo/auth/proxy';

export const proxy = createAuthProxy('docs');
export const config = { matcher: ['/((?!api/|_next/static/|_next/image|favicon\\.ico$|icon\\.svg$).*)'] };
