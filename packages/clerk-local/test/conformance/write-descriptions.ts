import { fetchDescriptions, PINNED_URL } from './fetch-descriptions.ts';
import { FETCHED_DIRECTORY } from './locate-descriptions.ts';

// `conformance:fetch`: from then on the conformance tests of this checkout run.
await fetchDescriptions({ baseUrl: PINNED_URL, directory: FETCHED_DIRECTORY });
process.stdout.write(`Clerk's descriptions are in ${FETCHED_DIRECTORY}.\n`);
