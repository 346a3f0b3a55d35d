import type { Api, Operation } from './descriptions.ts';

/**
 * Finds the operation that a request addresses. Fixed path segments win over parameters: `/users/count` is not `/users/{user_id}`.
 *
 * @param request `method` upper case and logical (`_method` already applied); `path` without query.
 * @returns null when the description has no such operation.
 */
export function operationOf(
  operations: readonly Operation[],
  request: { api: Api; method: string; path: string },
): Operation | null {
  const segments = split(request.path);
  const [nearest] = operations
    .filter(({ api, path }) => api === request.api && matches(split(path), segments))
    .sort((left, right) => countParameters(left.path) - countParameters(right.path));
  return (
    operations.find(
      ({ api, path, method }) => api === request.api && path === nearest?.path && method === request.method,
    ) ?? null
  );
}

function split(path: string): string[] {
  return path.replace(/\/+$/, '').split('/');
}

function matches(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => (part.includes('{') ? segments[index] !== '' : part === segments[index]))
  );
}

function countParameters(path: string): number {
  return path.split('{').length;
}
