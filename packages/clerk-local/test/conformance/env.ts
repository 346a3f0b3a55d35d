import { fileURLToPath } from 'node:url';

/** Folder with Clerk's OpenAPI descriptions: `CLERK_OPENAPI_DIR`, else `../shared/clerk-openapi` beside the repository. */
export const openApiDirectory: string =
  process.env.CLERK_OPENAPI_DIR ??
  fileURLToPath(new URL('../../../../../shared/clerk-openapi', import.meta.url));
