import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { asNode } from './descriptions.ts';
import { type Gap, listFailures } from './find-gaps.ts';
import { toJsonSchema } from './json-schema.ts';

/** Finds how events differ from their descriptions; `operation` of a gap is the event's type. */
export interface EventDescriptions {
  /** Every type that Clerk describes. */
  types: readonly string[];
  /** @returns how one event differs from its description; `undocumented-operation`: its type has none. */
  gapsOf(event: { type: string }): Gap[];
}

/** @param file Path of Clerk's description of its webhooks; see `locateDescriptions`. */
export function readEventDescriptions(file: string): EventDescriptions {
  const document = asNode(parse(readFileSync(file, 'utf8')));
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
