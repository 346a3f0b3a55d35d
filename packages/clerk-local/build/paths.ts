import { fileURLToPath } from 'node:url';

/** The package's folder. */
export const PACKAGE = fileURLToPath(new URL('../', import.meta.url));
/** What is published. */
export const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
