import { runSso } from './run-sso.ts';

await runSso(process.argv.slice(2));
