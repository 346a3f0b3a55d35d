/** What `apps/<name>/vercel.json` holds. @source vercel 60.1.3 validates it; Vercel docs "Project configuration". */
export interface VercelJson {
  readonly $schema: string;
  readonly framework: 'nextjs';
  readonly installCommand: string;
  readonly buildCommand: string;
  readonly ignoreCommand: string;
  readonly regions: readonly string[];
  /** Project ids from Vercel; `sso deploy link` writes them. */
  readonly relatedProjects?: readonly string[];
}

/** Runs before the installation. Exit code 0 skips the deployment, 1 builds it. */
const SKIP_UNAFFECTED = 'npx -y turbo-ignore@2.11.9';

/**
 * Builds the settings of one project that are kept in the repository.
 *
 * @param isPrimary Its previews are never skipped: without the primary app nobody can sign in on the others.
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
    // Vercel chooses a pnpm by the lockfile; that version does not read the overrides of pnpm-workspace.yaml.
    installCommand: 'npx -y pnpm@12 install --frozen-lockfile',
    buildCommand: 'npx -y pnpm@12 run build',
    ignoreCommand: isPrimary ? `[ "$VERCEL_ENV" != preview ] && ${SKIP_UNAFFECTED}` : SKIP_UNAFFECTED,
    regions,
    ...(relatedProjects.length > 0 ? { relatedProjects } : {}),
  };
}
