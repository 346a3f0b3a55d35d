import { publishableKey, SECRET_KEY, TEST_SECRET_KEY } from '../fixtures/case.fixture.ts';
import { type CorpusRepository, repository } from './corpus.fixture.ts';

const PAGE = '--- app/page.tsx\nexport default () => null;\n';
const LIVE = publishableKey('clerk.acme.com');
const TEST = publishableKey('fox-1.clerk.accounts.dev', 'test');

/** Keys, where they are and whose they are. */
export const keyRepositories: readonly CorpusRepository[] = [
  repository(
    'a key that is not there',
    `${PAGE}--- .env.local\nNEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=${TEST} «error missing-secret-key»\n`,
  ),
  repository(
    'a fresh clone',
    `${PAGE}--- .env.example\nNEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=\nCLERK_SECRET_KEY=\n`,
  ),
  repository(
    'a template that git tracks',
    `${PAGE}--- .env\n# Put the secret key into .env.local\nNEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=${TEST}\nCLERK_SECRET_KEY=\n`,
    { history: [] },
  ),
  repository(
    'a pair',
    `${PAGE}--- .env.local\nNEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=${LIVE}\nCLERK_SECRET_KEY=${SECRET_KEY}\n`,
  ),
  repository(
    'keys of two instances',
    `${PAGE}--- .env.local\nNEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=${LIVE}\nCLERK_SECRET_KEY=${TEST_SECRET_KEY} «error key-kinds»\n`,
  ),
  repository(
    'two instances under one domain',
    `${PAGE}--- .env.local\nNEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=${LIVE}\nCLERK_SECRET_KEY=${SECRET_KEY}\n--- .env.production\nNEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=${publishableKey('clerk.staging.acme.com')} «error two-instances»\n`,
  ),
  repository(
    'the name of another framework',
    `${PAGE}--- .env\nVITE_CLERK_PUBLISHABLE_KEY=${TEST} «error misnamed-keys»\nCLERK_SECRET_KEY=${TEST_SECRET_KEY}\n`,
  ),
  repository(
    'former names of the variables',
    `${PAGE}--- .env\nCLERK_API_KEY=x «error deprecated-api-key»\n--- lib/a.ts\nexport const key = process.env.CLERK_API_KEY; «error deprecated-api-key»\n`,
  ),
  repository(
    'former names with a version that reads them',
    `--- package.json\n{\n  "dependencies": {\n    "next": "14.2.35",\n    "@clerk/nextjs": "4.31.8"\n  }\n}\n${PAGE}--- .env\nCLERK_API_KEY=x «warning deprecated-api-key»\n`,
  ),
  repository(
    'a secret under a public name',
    `${PAGE}--- .env.local\nNEXT_PUBLIC_CLERK_SECRET_KEY=${SECRET_KEY} «error public-secrets»\n`,
  ),
  repository(
    'a secret in code',
    `${PAGE}--- lib/clerk.ts\nexport const key = '${SECRET_KEY}'; «error leaked-secrets»\n`,
  ),
  repository(
    'a secret that git tracks',
    `${PAGE}--- .env\nCLERK_SECRET_KEY=${SECRET_KEY} «error leaked-secrets»\n`,
    { history: [] },
  ),
  repository('a secret of the past', PAGE, {
    history: [{ 'web/.env.production': `CLERK_SECRET_KEY=${SECRET_KEY}\n` }, { 'README.md': 'Hello\n' }],
    past: ['error leaked-secrets web/.env.production:1'],
  }),
  repository('placeholders', `${PAGE}--- .env.example\nCLERK_SECRET_KEY=sk_test_${'x'.repeat(30)}\n`, {
    history: [],
  }),
  repository(
    'development servers on ports of localhost',
    `--- package.json\n{ "workspaces": ["web", "admin", "ui"] }\n--- web/package.json\n{\n  "scripts": {\n    "dev": "next dev" «warning shared-localhost»\n  },\n  "dependencies": { "next": "16.4.6", "@clerk/nextjs": "7.9.7" }\n}\n--- web/app/page.tsx\nexport default () => null;\n--- admin/package.json\n{\n  "scripts": {\n    "dev": "vite" «warning shared-localhost»\n  },\n  "dependencies": { "ui": "workspace:*" }\n}\n--- ui/package.json\n{ "name": "ui", "dependencies": { "@clerk/clerk-react": "5.60.0" } }\n`,
  ),
  repository(
    'development servers with hosts of their own',
    ['web', 'admin']
      .map(
        (name, index) =>
          `--- ${name}/package.json\n{ "scripts": { "dev": "next dev -p ${3000 + index} -H ${name}.acme.localhost" }, "dependencies": { "next": "16.4.6", "@clerk/nextjs": "7.9.7" } }\n--- ${name}/app/page.tsx\nexport default () => null;\n`,
      )
      .join(''),
  ),
  repository(
    'claims without a limit',
    `${PAGE}--- clerk/session-token.json\n{\n  "meta": "{{user.public_metadata}}" «warning token-budget»\n}\n`,
  ),
  repository(
    'no Clerk at all',
    '--- package.json\n{ "dependencies": { "next": "16.4.6", "react": "19.3.1" } }\n--- app/page.tsx\nexport default async () => <p>{(await rows()).length}</p>;\n',
  ),
];
