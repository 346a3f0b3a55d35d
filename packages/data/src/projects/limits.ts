/** Projects per user or organization. */
export const PROJECTS_PER_OWNER = 20;
