import { Hono } from 'hono';
import { z } from 'zod';
import { toDeletedJSON } from '../backend-api/wire/deleted.ts';
import { invalidField, missingField, notFound } from '../errors/api-error.ts';
import { pageOf, pageQuery } from '../input/page.ts';
import { booleanText, one, parseBody, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import { claimsTemplate, reservedClaimIn, TEMPLATE_TOKEN_CLAIMS } from '../settings/session-claims.ts';
import { newId } from '../store/ids.ts';
import type { JwtTemplateRow, TemplateAlgorithm } from './rows.ts';
import { readTemplateKey } from './template-tokens.ts';
import { toJwtTemplateJSON } from './wire.ts';

const ALGORITHMS = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
] as const satisfies readonly TemplateAlgorithm[];

const DEFAULT_LIFETIME_SECONDS = 60;
const DEFAULT_CLOCK_SKEW_SECONDS = 5;

const listQuery = z.strictObject({ ...pageQuery, paginated: one(booleanText) });
const templateBody = z.strictObject({
  // It is a segment of the path at which tokens are minted.
  name: z.string().regex(/^[\w-]{1,256}$/, 'Use letters, digits, "-" and "_".'),
  claims: claimsTemplate,
  lifetime: z.int().min(30).max(315_360_000).nullish(),
  allowed_clock_skew: z.int().min(0).max(300).nullish(),
  custom_signing_key: z.boolean().optional(),
  signing_algorithm: z.enum(ALGORITHMS).nullish(),
  signing_key: z.string().max(16_384).nullish(),
});

/**
 * JWT templates: list, create, read, change, delete. An update replaces the whole template, including its key.
 *
 * @throws {ApiError} 404: no such template; 422: the input: `form_identifier_exists` (the name is taken), `form_param_value_invalid`
 * (a claim that is Clerk's own, an invalid key).
 * @source clerk/openapi-specs BAPI `ListJWTTemplates`, `CreateJWTTemplate`, `GetJWTTemplate`, `UpdateJWTTemplate`, `DeleteJWTTemplate`.
 */
export function jwtTemplateRoutes(instance: Instance): Hono {
  const { jwtTemplates } = instance.store;
  const requireTemplate = (id: string): JwtTemplateRow => {
    const row = jwtTemplates.get(id);
    if (!row) throw notFound('JWT template');
    return row;
  };
  return new Hono()
    .get('/jwt_templates', (c) => {
      const query = parseQuery(c, listQuery);
      const rows = jwtTemplates.list().toReversed();
      const data = pageOf(rows, query).map(toJwtTemplateJSON);
      return c.json(query.paginated ? { data, total_count: rows.length } : data);
    })
    .post('/jwt_templates', async (c) => {
      const fields = readTemplate(instance, await parseBody(c, templateBody));
      const atMs = instance.nowMs();
      const row = { ...fields, id: newId('jtmp'), createdAtMs: atMs, updatedAtMs: atMs };
      return c.json(toJwtTemplateJSON(jwtTemplates.set(row)));
    })
    .get('/jwt_templates/:id', (c) => c.json(toJwtTemplateJSON(requireTemplate(c.req.param('id')))))
    .patch('/jwt_templates/:id', async (c) => {
      const { id } = requireTemplate(c.req.param('id'));
      const fields = readTemplate(instance, await parseBody(c, templateBody), id);
      // Another request may have deleted it while the body was read.
      requireTemplate(id);
      return c.json(toJwtTemplateJSON(jwtTemplates.patch(id, { ...fields, updatedAtMs: instance.nowMs() })));
    })
    .delete('/jwt_templates/:id', (c) => {
      const { id } = requireTemplate(c.req.param('id'));
      jwtTemplates.delete(id);
      return c.json(toDeletedJSON('jwt_template', id));
    });
}

type TemplateFields = Omit<JwtTemplateRow, 'id' | 'createdAtMs' | 'updatedAtMs'>;

/** @param ownId The template that is updated: it may keep its name. */
function readTemplate(
  { store }: Instance,
  input: z.output<typeof templateBody>,
  ownId?: string,
): TemplateFields {
  const { name, claims } = input;
  if (store.jwtTemplates.find((row) => row.name === name && row.id !== ownId)) {
    throw invalidField('name', 'form_identifier_exists', 'There is a template of this name already.');
  }
  const reserved = reservedClaimIn(claims, TEMPLATE_TOKEN_CLAIMS);
  if (reserved !== undefined) {
    const problem = `"${reserved}" is Clerk's own claim: a template cannot set it.`;
    throw invalidField('claims', 'form_param_value_invalid', problem);
  }
  return {
    name,
    claims,
    lifetimeSeconds: input.lifetime ?? DEFAULT_LIFETIME_SECONDS,
    allowedClockSkewSeconds: input.allowed_clock_skew ?? DEFAULT_CLOCK_SKEW_SECONDS,
    customKey: readCustomKey(input),
  };
}

function readCustomKey(input: z.output<typeof templateBody>): JwtTemplateRow['customKey'] {
  const { custom_signing_key: isCustom = false, signing_algorithm: algorithm, signing_key: key } = input;
  if (!isCustom) {
    if (key == null) return null;
    throw invalidField('signing_key', 'form_param_value_invalid', 'It needs custom_signing_key.');
  }
  if (!algorithm) throw missingField('signing_algorithm');
  if (!key) throw missingField('signing_key');
  if (readTemplateKey(algorithm, key)) return { algorithm, key };
  const problem = `Not a key for ${algorithm}: a private RSA key of 2,048 bits or more, PEM, is needed.`;
  throw invalidField('signing_key', 'form_param_value_invalid', problem);
}
