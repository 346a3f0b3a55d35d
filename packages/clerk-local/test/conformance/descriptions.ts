import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Which of Clerk's two APIs an operation belongs to. */
export type Api = 'frontend' | 'backend';

/** One JSON object of a description. What is in it is read key by key: the files are data, not types. */
export type Node = Readonly<Record<string, unknown>>;

export interface Operation {
  api: Api;
  /** `GetUserList`. */
  id: string;
  /** Upper case; '' for a path that the description names without any operation. */
  method: string;
  /** As requests spell it, with `{parameters}`: `/v1/users/{user_id}`. */
  path: string;
  /** Status to response object, `$ref`s not yet followed. */
  responses: Node;
}

/** Both descriptions, parsed. */
export interface Descriptions {
  documents: Readonly<Record<Api, Node>>;
  operations: readonly Operation[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** Families that the Backend API serves without the version prefix. */
const UNVERSIONED = /^\/(api_keys|m2m_tokens|oauth_applications\/access_tokens)(\/|$)/;

/**
 * Reads Clerk's official descriptions of both APIs.
 *
 * @param files Paths of the two files; see `locateDescriptions`.
 */
export function readDescriptions(files: Readonly<Record<Api, string>>): Descriptions {
  const documents = {
    frontend: asNode(parse(readFileSync(files.frontend, 'utf8'))),
    backend: asNode(parse(readFileSync(files.backend, 'utf8'))),
  };
  return {
    documents,
    operations: [
      ...listOperations('frontend', documents.frontend),
      ...listOperations('backend', documents.backend),
    ],
  };
}

/** @returns the value as an object; an empty one when it is not an object. */
export function asNode(value: unknown): Node {
  // An object of unknown keys: each is checked again where it is read.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

function listOperations(api: Api, document: Node): Operation[] {
  return Object.entries(asNode(document.paths)).flatMap(([path, item]) =>
    readPath(api, api === 'backend' && !UNVERSIONED.test(path) ? `/v1${path}` : path, asNode(item)),
  );
}

function readPath(api: Api, path: string, item: Node): Operation[] {
  const operations = METHODS.flatMap((method) => {
    const operation = asNode(item[method]);
    if (!operation.responses) return [];
    const id = String(operation.operationId ?? `${method} ${path}`);
    return { api, id, method: method.toUpperCase(), path, responses: asNode(operation.responses) };
  });
  return operations.length > 0 ? operations : [{ api, id: '', method: '', path, responses: {} }];
}
