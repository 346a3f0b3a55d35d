import { type CorpusRepository, repository } from './corpus.fixture.ts';

/** A single app whose manifest allows more than its lock file has. */
const locked = (name: string, file: string, lock: string, mark: string, range = '^16.0.0') =>
  repository(
    `lock file: ${name}`,
    `--- package.json\n{\n  "name": "web",\n  "dependencies": {\n    "next": "${range}",${mark}\n    "@clerk/nextjs": "7.9.7"\n  }\n}\n--- ${file}\n${lock}--- app/page.tsx\nexport default () => null;\n`,
  );

const OLD = ' «error security-floors»';
const MAY_BE_OLD = ' «warning security-floors»';

const LOCKS: readonly { readonly name: string; readonly file: string; lock(version: string): string }[] = [
  {
    name: 'npm',
    file: 'package-lock.json',
    lock: (version) =>
      `{ "lockfileVersion": 3, "packages": { "node_modules/next": { "version": "${version}" } } }\n`,
  },
  {
    name: 'npm 6',
    file: 'package-lock.json',
    lock: (version) => `{ "lockfileVersion": 1, "dependencies": { "next": { "version": "${version}" } } }\n`,
  },
  {
    name: 'pnpm',
    file: 'pnpm-lock.yaml',
    lock: (version) =>
      `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      next:\n        specifier: ^16.0.0\n        version: ${version}(react@19.3.1)\npackages:\n  next@${version}:\n    resolution: {}\n`,
  },
  {
    name: 'pnpm 7',
    file: 'pnpm-lock.yaml',
    lock: (version) =>
      `lockfileVersion: 5.4\nspecifiers:\n  next: ^16.0.0\ndependencies:\n  next: ${version}_react@19.3.1\npackages:\n  /next/${version}:\n    dev: false\n`,
  },
  {
    name: 'yarn 1',
    file: 'yarn.lock',
    lock: (version) => `# yarn lockfile v1\n\nnext@^16.0.0:\n  version "${version}"\n  resolved "x"\n`,
  },
  {
    name: 'yarn 4',
    file: 'yarn.lock',
    lock: (version) =>
      `__metadata:\n  version: 8\n\n"next@npm:^16.0.0":\n  version: ${version}\n  resolution: "next@npm:${version}"\n`,
  },
  {
    name: 'bun',
    file: 'bun.lock',
    lock: (version) =>
      `{\n  "lockfileVersion": 1,\n  "packages": {\n    "next": ["next@${version}", "", {}, "sha512-x"],\n  },\n}\n`,
  },
];

/** Versions, as they are installed and as they are allowed. */
export const versionRepositories: readonly CorpusRepository[] = [
  ...LOCKS.flatMap(({ name, file, lock }) => [
    locked(`${name}, with an old version`, file, lock('16.1.0'), OLD),
    locked(`${name}, with a fixed one`, file, lock('16.2.6'), ''),
  ]),
  repository(
    'no lock file: what a range brings is not known',
    `--- package.json\n{\n  "dependencies": {\n    "next": "^16.0.0",${MAY_BE_OLD}\n    "@clerk/nextjs": "^7.0.0"${MAY_BE_OLD}\n  }\n}\n--- app/page.tsx\nexport default () => null;\n`,
  ),
  repository(
    'a lock file that cannot be read',
    `--- package.json\n{\n  "dependencies": {\n    "next": "^16.4.0",\n    "@clerk/nextjs": "^7.9.7"\n  }\n}\n--- bun.lockb\n\u0000 «unread»\n--- app/page.tsx\nexport default () => null;\n`,
  ),
  repository(
    'a workspace, and folders outside of it',
    `--- package.json\n{ "workspaces": ["apps/*"] }\n--- apps/a/package.json\n{ "dependencies": { "next": "16.4.6", "@clerk/nextjs": "7.9.7" } }\n--- apps/a/app/page.tsx\nexport default () => null;\n--- apps/b/package.json\n{\n  "dependencies": {\n    "next": "16.4.5", «warning versions-disagree»\n    "@clerk/nextjs": "7.9.7"\n  }\n}\n--- apps/b/app/page.tsx\nexport default () => null;\n--- examples/c/package.json\n{ "dependencies": { "next": "16.3.0", "@clerk/nextjs": "7.9.0" } }\n--- examples/c/app/page.tsx\nexport default () => null;\n`,
  ),
  repository(
    'one fact in three manifests is one line',
    `--- package.json
{}
--- pnpm-workspace.yaml
packages: [apps/*]
${['a', 'b', 'c']
  .map(
    (name) =>
      `--- apps/${name}/package.json
{
  "dependencies": {
    "next": "16.1.0",${name === 'a' ? OLD : ''}
    "@clerk/nextjs": "7.9.7"
  }
}
--- apps/${name}/app/page.tsx
export default () => null;
`,
  )
  .join('')}`,
  ),
  repository(
    'Next.js 16 and a Clerk SDK from before it',
    `--- package.json\n{\n  "dependencies": {\n    "next": "16.4.6",\n    "@clerk/nextjs": "6.34.5" «error security-floors» «warning malformed-host-crash» «note outdated-api-version» «error next-before-clerk»\n  }\n}\n--- app/page.tsx\nexport default () => null;\n`,
  ),
  repository(
    'React 19 and old components of Clerk',
    `--- package.json\n{\n  "dependencies": {\n    "@clerk/clerk-react": "5.30.0", «warning react-mismatch»\n    "react": "19.2.3",\n    "react-dom": "19.2.3"\n  }\n}\n--- src/main.tsx\nimport { ClerkProvider } from '@clerk/clerk-react';\nexport const App = () => <ClerkProvider />;\n`,
  ),
  repository(
    'signing keys that get lost',
    `--- package.json\n{\n  "dependencies": {\n    "next": "14.2.35",\n    "@clerk/nextjs": "4.31.2" «error jwks-cache-race»\n  }\n}\n--- app/page.tsx\nexport default () => null;\n`,
  ),
  repository(
    'version 3, which had no such cache',
    `--- package.json\n{\n  "dependencies": {\n    "next": "12.3.5",\n    "@clerk/nextjs": "3.7.0"\n  }\n}\n--- pages/index.js\nimport { ClerkProvider } from '@clerk/nextjs';\nexport default () => <ClerkProvider />;\n`,
  ),
  repository(
    'react and react-dom apart',
    `--- package.json\n{\n  "dependencies": {\n    "next": "16.4.6",\n    "@clerk/nextjs": "7.9.7",\n    "react": "19.3.1",\n    "react-dom": "19.2.3" «error react-mismatch»\n  }\n}\n--- app/page.tsx\nexport default () => null;\n`,
  ),
  repository(
    'an API version by hand',
    `--- lib/users.ts\nexport const users = () =>\n  fetch('https://api.clerk.com/v1/users', {\n    headers: { Authorization: \`Bearer \${process.env.CLERK_SECRET_KEY}\`, 'Clerk-API-Version': '2024-10-01' }, «warning outdated-api-version»\n  });\n--- app/page.tsx\nexport default () => null;\n`,
  ),
  repository(
    'billing by its former names',
    `--- lib/plans.ts\nimport { clerkClient } from '@clerk/nextjs/server';\nexport const plans = async () => (await clerkClient()).billing.getPlanList();\nexport const old = () => fetch('https://api.clerk.com/v1/commerce/plans'); «error outdated-billing-api»\n--- app/page.tsx\nexport default () => null;\n`,
  ),
  repository(
    'a list of kinds with a backend that does not know lists',
    `--- package.json\n{ "dependencies": { "@clerk/backend": "2.29.1" } }\n--- src/a.ts\nimport { createClerkClient } from '@clerk/backend';\nconst clerk = createClerkClient({});\nexport const a = (request) => clerk.authenticateRequest(request, { acceptsToken: ['api_key', 'm2m_token'], authorizedParties: ['https://a.acme.com'] }); «warning token-kind-mismatch»\n`.replace(
      '} }\n--- src',
      '} } «warning malformed-host-crash»\n--- src',
    ),
  ),
  repository(
    'imports that are gone, and one with version 4 that is not',
    `--- package.json\n{ "workspaces": ["new", "old"] }\n--- new/package.json\n{ "dependencies": { "@clerk/nextjs": "7.9.7" } }\n--- new/lib/a.ts\nimport { auth } from '@clerk/nextjs'; «error deprecated-imports»\nexport const a = async () => (await auth()).userId;\n--- old/package.json\n{ "dependencies": { "@clerk/nextjs": "4.31.8" } }\n--- old/lib/a.ts\nimport { auth } from '@clerk/nextjs'; «warning deprecated-imports»\nexport const a = () => auth().userId;\n--- package-lock.json\n{}\n`.replace(
      '{ "dependencies": { "@clerk/nextjs": "4.31.8" } }',
      '{ "dependencies": { "@clerk/nextjs": "4.31.8" } } «warning versions-disagree»',
    ),
  ),
];
