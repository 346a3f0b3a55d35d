import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { asNode } from './descriptions.ts';
import { type Gap, listFailures } from './find-gaps.ts';
import { toJsonSchema } from './json-schema.ts';

const FILE = 'webhooks-2025-04-15.yml';

/** Judge of events; `operation` of a gap is the event's type. */
export interface EventDescriptions {
  /** Every type that Clerk describes. */
  types: readonly string[];
  /** @returns how one event differs from its description; `undocumented-operation`: its type has none. */
  gapsOf(event: { type: string }): Gap[];
}

/** @returns null where the folder has no description of the webhooks: it is not part of the repository. */
export function readEventDescriptions(directory: string): EventDescriptions | null {
  const path = join(directory, FILE);
  if (!existsSync(path)) return null;
  const document = asNode(parse(readFileSync(path, 'utf8')));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  ajv.addSchema({ $id: 'webhooks.json', components: asNode(toJsonSchema(asNode(document.components))) });
  const hooks = asNode(document['x-webhooks']);
  return {
    types: Object.keys(hooks),
    gapsOf: (event) => {
      const operation = event.type;
      if (!hooks[operation]) return [{ operation, pointer: '', keyword: 'undocumented-operation' }];
      const content = asNode(asNode(asNode(asNode(hooks[operation]).post).requestBody).content);
      const schema = JSON.stringify(toJsonSchema(asNode(content['application/json']).schema));
      const validate = ajv.compile(
        asNode(JSON.parse(schema.replaceAll('"#/components/', '"webhooks.json#/components/'))),
      );
      if (validate(event)) return [];
      return listFailures(validate.errors ?? []).map((failure) => ({ operation, ...failure }));
    },
  };
}
