/** What `apps/<name>/vercel.json` holds. @source vercel 60.1.3 validates it; Vercel docs "Project configuration". */
export interface VercelJson {
  readonly $schema: string;
  readonly framework: 'nextjs';
  readonly installCommand: string;
  readonly buildCommand: string;
  readonly ignoreCommand: string;
  readonly regions: readonly string[];
  /** Project ids, which Vercel gives; `sso deploy link` writes them. */
  readonly relatedProjects?: readonly string[];
}

/** Runs before anything is installed. Ends with 0 to skip the deployment, with 1 to build it. */
const SKIP_UNAFFECTED = 'npx -y turbo-ignore@2.11.9';

/**
 * The settings of one project that live in the repository.
 *
 * @param isPrimary Where people sign in. Its previews are never skipped: without it nobody signs in on the others.
 */
export function buildVercelJson({
  isPrimary,
  regions,
  relatedProjects = [],
}: {
  readonly isPrimary: boolean;
  readonly regions: readonly string[];
  readonly relatedProjects?: readonly string[];
}): VercelJson {
  return {
    $schema: 'https://openapi.vercel.sh/vercel.json',
    framework: 'nextjs',
    // Vercel chooses a pnpm by the lockfile, and that one does not read the overrides of pnpm-workspace.yaml.
    installCommand: 'npx -y pnpm@12 install --frozen-lockfile',
    buildCommand: 'npx -y pnpm@12 run build',
    ignoreCommand: isPrimary ? `[ "$VERCEL_ENV" != preview ] && ${SKIP_UNAFFECTED}` : SKIP_UNAFFECTED,
    regions,
    ...(relatedProjects.length > 0 ? { relatedProjects } : {}),
  };
}
