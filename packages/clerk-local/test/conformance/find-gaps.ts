import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { type Api, asNode, type Descriptions, type Node, type Operation } from './descriptions.ts';
import { toJsonSchema } from './json-schema.ts';
import { operationOf } from './operation-of.ts';

/** One response of the local Clerk, as it was sent. */
export interface Answer {
  api: Api;
  /** Upper case, logical: `_method` applied. */
  method: string;
  path: string;
  status: number;
  /** Value of the Content-Type header. */
  contentType: string;
  /** Parsed JSON; null when there was none. */
  body: unknown;
}

/** One difference between an answer and the official description. */
export interface Gap {
  /** `frontend createSignIn 200`; for an operation that is not described: `backend GET /v1/clients/handshake_payload 200`. */
  operation: string;
  /** JSON pointer into the body, array positions as `*`; '' is the body itself. */
  pointer: string;
  /** JSON Schema keyword that failed, with the name it failed on: `required:client`. Or `undocumented-operation`, `undocumented-status`. */
  keyword: string;
}

/**
 * Compares responses with the descriptions.
 *
 * @returns a function from one response to its gaps: empty when it is as described, no duplicates.
 */
export function createGapFinder(descriptions: Descriptions): (answer: Answer) => Gap[] {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  for (const api of ['frontend', 'backend'] as const) {
    const components = asNode(toJsonSchema(asNode(descriptions.documents[api].components)));
    ajv.addSchema({ $id: `${api}.json`, components });
  }
  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (api: Api, schema: unknown): ValidateFunction => {
    const source = JSON.stringify(toJsonSchema(schema)).replaceAll(
      '"#/components/',
      `"${api}.json#/components/`,
    );
    const known = validators.get(source);
    if (known) return known;
    const compiled = ajv.compile(asNode(JSON.parse(source)));
    validators.set(source, compiled);
    return compiled;
  };

  return (answer) => {
    const operation = operationOf(descriptions.operations, answer);
    const label = `${answer.api} ${operation?.id ?? `${answer.method} ${answer.path}`} ${answer.status}`;
    const gap = (keyword: string, pointer = ''): Gap => ({ operation: label, pointer, keyword });
    const expected = schemaFor(descriptions.documents[answer.api], operation, answer);
    if (typeof expected === 'string') return [gap(expected)];
    if (!expected.schema) return [];
    const validate = validatorOf(answer.api, expected.schema);
    if (validate(answer.body)) return [];
    return listFailures(validate.errors ?? []).map(({ keyword, pointer }) => gap(keyword, pointer));
  };
}

/** Errors of a validator, as a ledger names them: root causes only, no duplicates. */
export function listFailures(errors: readonly ErrorObject[]): Pick<Gap, 'pointer' | 'keyword'>[] {
  return withoutDuplicates(
    rootCauses(errors).map((error) => ({ keyword: keywordOf(error), pointer: pointerOf(error) })),
  );
}

const ERRORS_SCHEMA = { $ref: '#/components/schemas/ClerkErrors' };

function schemaFor(
  document: Node,
  operation: Operation | null,
  { status, body }: Answer,
): { schema: unknown } | 'undocumented-operation' | 'undocumented-status' {
  if (isRefusal(status, body)) return { schema: ERRORS_SCHEMA };
  if (!operation) return status >= 400 ? { schema: ERRORS_SCHEMA } : 'undocumented-operation';
  const described = operation.responses[String(status)] ?? operation.responses.default;
  if (described === undefined) return 'undocumented-status';
  const response = follow(document, asNode(described));
  const content = asNode(response.content);
  if (content['application/json']) return { schema: asNode(content['application/json']).schema };
  return { schema: status >= 400 ? ERRORS_SCHEMA : undefined };
}

/** "Not implemented", and failures of every operation that descriptions do not repeat. */
function isRefusal(status: number, body: unknown): boolean {
  const [first] = [asNode(body).errors].flat();
  return status === 500 || asNode(first).code === 'not_implemented_by_local_clerk';
}

function follow(document: Node, node: Node): Node {
  const reference = node.$ref;
  if (typeof reference !== 'string') return node;
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<Node>((current, key) => asNode(current[key]), document);
}

/** A failed `anyOf` reports each branch it tried; only the `anyOf` itself is a gap of the response. */
function rootCauses(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath);
  const within = (path: string, root: string) => path === root || path.startsWith(`${root}/`);
  return errors.filter(
    (error) =>
      error.keyword !== 'if' &&
      !choices.some(
        (root) =>
          within(error.instancePath, root) && !(error.keyword === 'anyOf' && error.instancePath === root),
      ),
  );
}

function keywordOf({ keyword, params }: ErrorObject): string {
  const subject = params.missingProperty ?? params.additionalProperty ?? params.type;
  return subject === undefined ? keyword : `${keyword}:${String(subject)}`;
}

function pointerOf({ instancePath }: ErrorObject): string {
  return instancePath.replace(/\/\d+(?=\/|$)/g, '/*');
}

function withoutDuplicates<Item>(gaps: readonly Item[]): Item[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
}
