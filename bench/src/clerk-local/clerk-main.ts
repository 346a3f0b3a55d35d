import { setFlagsFromString } from 'node:v8';

// As the command does, before anything of the Clerk is loaded.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=20');

const { serveLocalClerk } = await import('clerk-local');
const [stateDir = '', origin = ''] = process.argv.slice(2);
const clerk = await serveLocalClerk({
  frontendApiHost: 'clerk.acme.localhost:3000',
  rootDomain: 'acme.localhost',
  allowedOrigins: [origin],
  homeUrl: origin,
  signInUrl: `${origin}/sign-in`,
  signUpUrl: `${origin}/sign-up`,
  stateDir,
});
process.send?.({ url: clerk.url, secretKey: clerk.secretKey });
process.on('message', () => process.send?.({ residentBytes: process.memoryUsage().rss }));
process.on('disconnect', () => process.exit());
