import type { Repository } from '@repo/next-repository';
import { type Source, visit } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { calleeName, clerkServerNames } from '../clerk/clerk-names.ts';

/** @source Clerk docs "currentUser()", "Backend User object"; React docs "use client": serializable props. */
export const userTypeConfusion: StaticCheck = {
  id: 'user-type-confusion',
  kind: 'static',
  title: 'The server’s user object in the browser, or the reverse',
  whyItMatters:
    'Clerk has two types: User on the server and UserResource in the browser. The first is a class with private metadata. Passed to a Client Component it stops the page ("Only plain objects can be passed"), or shows private data to everyone.',
  fix: 'Pass the few fields that the component needs, as a plain object. In the browser call useUser().',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner) =>
      repository
        .sourcesOf(owner, /@clerk\/|currentUser|getUser/)
        .flatMap((source) =>
          source.directives.has('use client') ? serverNames(source) : passedUsers(repository, source),
        ),
    ),
};

const SERVER_MODULES: ReadonlySet<string> = new Set([
  '@clerk/backend',
  '@clerk/nextjs/server',
  '@clerk/clerk-sdk-node',
]);

function serverNames(source: Source): readonly Finding[] {
  return source.imports
    .filter(({ from, imported, isType }) => SERVER_MODULES.has(from) && (!isType || imported === 'User'))
    .map(({ from, imported, start }) => ({
      saw: `A Client Component imports ${imported} from ${from}`,
      file: source.file,
      line: source.lineAt(start),
    }));
}

function passedUsers(repository: Repository, source: Source): readonly Finding[] {
  const users = userVariables(repository, source);
  if (users.size === 0) return [];
  const isOfBrowser = (component: string) => {
    const from = source.imports.find(({ local }) => local === component)?.from;
    const file = from === undefined ? undefined : repository.graph.resolve(source.file, from);
    return file !== undefined && repository.source(file)?.directives.has('use client') === true;
  };
  return [...visit(source.program)].flatMap(({ node }) => {
    if (
      node.type !== 'JSXOpeningElement' ||
      node.name.type !== 'JSXIdentifier' ||
      !isOfBrowser(node.name.name)
    )
      return [];
    const component = node.name.name;
    return node.attributes.flatMap((attribute) => {
      if (attribute.type !== 'JSXAttribute' || attribute.value?.type !== 'JSXExpressionContainer') return [];
      const { expression } = attribute.value;
      if (expression.type !== 'Identifier' || !users.has(expression.name)) return [];
      return [
        {
          saw: `<${component}> gets the whole ${expression.name}`,
          file: source.file,
          line: source.lineAt(attribute.start),
        },
      ];
    });
  });
}

/** `const user = await currentUser()`, and users that the backend client returned. */
function userVariables(repository: Repository, source: Source): ReadonlySet<string> {
  const names = clerkServerNames(repository, source);
  return new Set(
    [...visit(source.program)].flatMap(({ node }) => {
      if (
        node.type !== 'VariableDeclarator' ||
        node.id.type !== 'Identifier' ||
        node.init?.type !== 'AwaitExpression'
      )
        return [];
      const called = calleeName(node.init.argument);
      const isUser =
        names.get(called ?? '') === 'currentUser' ||
        (names.size > 0 && called?.endsWith('users.getUser') === true);
      return isUser ? [node.id.name] : [];
    }),
  );
}
