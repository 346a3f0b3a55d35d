/** Why the result of a copy would not build, or would not run as it should. Codes are public API: add, never rename. */
export interface BuildProblem {
  readonly code:
    | 'version_unsupported'
    | 'version_pinned'
    | 'clerk_installed_twice'
    | 'node_too_old'
    | 'typescript_missing'
    | 'compile_target_too_old'
    | 'pages_router_without_provider'
    | 'static_export'
    | 'next_config_by_hand';
  /** Name of the app in the registry; null: it is about the whole repository. */
  readonly app: string | null;
  /** What was seen, and where. */
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}
