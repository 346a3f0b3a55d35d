/** One file, and what its content must hash to (hex). */
export interface PinnedFile {
  /** In the repository, and in the folder it is downloaded to. */
  path: string;
  sha256: string;
}

/** What Clerk publishes about its APIs, at one commit. */
export const PINNED = {
  repository: 'clerk/openapi-specs',
  commit: '7987d1b776258d5ddd9163e1a03d256b5ac4d64a',
  files: {
    frontend: {
      path: 'fapi/2026-05-12.yml',
      sha256: '1b16fc8d2886210d8f23175bd3113e7c20c24fdb408347a1219994d413104c57',
    },
    backend: {
      path: 'bapi/2026-05-12.yml',
      sha256: '75df3a43fcb2d9fc4467a23c717714f5228aa3267b0930ba34612728365fd8f2',
    },
    webhooks: {
      path: 'webhooks/2025-04-15.yml',
      sha256: '92f60e4e81612b088aba4e71cbb4dbc8372f3a5d9bf70c3daba17145aa42f93f',
    },
  },
} as const satisfies { repository: string; commit: string; files: Record<string, PinnedFile> };

export type DescriptionName = keyof typeof PINNED.files;

export const DESCRIPTION_NAMES = ['frontend', 'backend', 'webhooks'] as const satisfies DescriptionName[];
