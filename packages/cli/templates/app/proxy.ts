import { createAuthProxy } from '@repo/auth/proxy';

export const proxy = createAuthProxy('account');
export const config = { matcher: ['/((?!api/|_next/static/|_next/image|favicon\\.ico$|icon\\.svg$).*)'] };
