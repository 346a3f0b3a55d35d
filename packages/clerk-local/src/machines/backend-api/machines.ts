import { Hono } from 'hono';
import { z } from 'zod';
import { toDeletedJSON } from '../../backend-api/wire/deleted.ts';
import { ApiError, invalidField, notFound } from '../../errors/api-error.ts';
import { type OrderKeys, orderBy, pageOf, pageQuery, sortRows } from '../../input/page.ts';
import { one, parseBody, parseQuery } from '../../input/parse-input.ts';
import type { Instance } from '../../instance/instance.ts';
import {
  createMachine,
  DEFAULT_TOKEN_TTL_SECONDS,
  deleteMachine,
  MAX_SCOPES,
  machineSecretKey,
  rotateMachineSecret,
} from '../flows/machines.ts';
import type { MachineRow } from '../rows.ts';
import { toMachineJSON } from '../wire/machine.ts';

const TEN_YEARS_SECONDS = 315_360_000;
const MAX_PREVIOUS_TTL_SECONDS = 28_800;

const name = z.string().min(1).max(255);
const ttlSeconds = z.int().min(1).max(TEN_YEARS_SECONDS);
const createBody = z.strictObject({
  name,
  scoped_machines: z.array(z.string()).max(MAX_SCOPES).optional(),
  default_token_ttl: ttlSeconds.optional(),
});
const updateBody = z.strictObject({ name: name.optional(), default_token_ttl: ttlSeconds.optional() });
const scopeBody = z.strictObject({ to_machine_id: z.string() });
const rotateBody = z.strictObject({ previous_token_ttl: z.int().min(0).max(MAX_PREVIOUS_TTL_SECONDS) });

const orderKeys: OrderKeys<MachineRow> = { created_at: (row) => row.createdAtMs, name: (row) => row.name };
const listQuery = z.strictObject({
  ...pageQuery,
  order_by: orderBy(Object.keys(orderKeys)),
  query: one(z.string()),
});

/**
 * Machines: list, create, read, change, delete, their secret keys, and which machine may call which.
 *
 * @throws {ApiError} 404: no such machine or scope; 409 `duplicate_record`: the scope exists; 422: the input.
 * @source clerk/openapi-specs BAPI `ListMachines`, `CreateMachine`, `RotateMachineSecretKey`, `CreateMachineScope` and related operations.
 */
export function machineRoutes(instance: Instance): Hono {
  const { machines } = instance.store;
  const find = (id: string): MachineRow => {
    const row = machines.get(id);
    if (!row) throw notFound('Machine');
    return row;
  };
  return new Hono()
    .get('/machines', (c) => {
      const query = parseQuery(c, listQuery);
      const rows = sortRows(findMachines(instance, query.query ?? ''), orderKeys, query.order_by);
      const data = pageOf(rows, query).map((row) => toMachineJSON(instance, row));
      return c.json({ data, total_count: rows.length });
    })
    .post('/machines', async (c) => {
      const row = addMachine(instance, await parseBody(c, createBody));
      return c.json({ ...toMachineJSON(instance, row), secret_key: machineSecretKey(instance, row) });
    })
    .get('/machines/:id', (c) => c.json(toMachineJSON(instance, find(c.req.param('id')))))
    .patch('/machines/:id', async (c) => {
      const row = find(c.req.param('id'));
      const input = await parseBody(c, updateBody);
      const changed = machines.patch(row.id, {
        name: input.name ?? row.name,
        defaultTokenTtlSeconds: input.default_token_ttl ?? row.defaultTokenTtlSeconds,
        updatedAtMs: instance.nowMs(),
      });
      return c.json(toMachineJSON(instance, changed));
    })
    .delete('/machines/:id', (c) => {
      const { id } = find(c.req.param('id'));
      deleteMachine(instance, id);
      return c.json(toDeletedJSON('machine', id));
    })
    .get('/machines/:id/secret_key', (c) => c.json(toSecretKeyJSON(instance, find(c.req.param('id')))))
    .post('/machines/:id/secret_key/rotate', async (c) => {
      const row = find(c.req.param('id'));
      const { previous_token_ttl: seconds } = await parseBody(c, rotateBody);
      return c.json(toSecretKeyJSON(instance, rotateMachineSecret(instance, row, seconds)));
    })
    .post('/machines/:id/scopes', async (c) => {
      const row = find(c.req.param('id'));
      const { to_machine_id: to } = await parseBody(c, scopeBody);
      addScope(instance, row, find(to).id);
      return c.json({ ...toScopeJSON(row.id, to), created_at: instance.nowMs() });
    })
    .delete('/machines/:id/scopes/:other', (c) => {
      const row = find(c.req.param('id'));
      const other = c.req.param('other');
      if (!row.scopedMachineIds.includes(other)) throw notFound('Machine scope');
      const scopedMachineIds = row.scopedMachineIds.filter((id) => id !== other);
      machines.patch(row.id, { scopedMachineIds, updatedAtMs: instance.nowMs() });
      return c.json({ ...toScopeJSON(row.id, other), deleted: true });
    });
}

/** Matches the exact id or a part of the name, case-insensitive; an empty text finds all. */
function findMachines({ store }: Instance, text: string): MachineRow[] {
  return store.machines.list((row) => row.id === text || row.name.toLowerCase().includes(text.toLowerCase()));
}

function addMachine(instance: Instance, input: z.output<typeof createBody>): MachineRow {
  const scopedMachineIds = [...new Set(input.scoped_machines)];
  if (scopedMachineIds.some((id) => !instance.store.machines.get(id))) {
    throw invalidField('scoped_machines', 'form_param_value_invalid', 'There is no such machine.');
  }
  return createMachine(instance, {
    name: input.name,
    scopedMachineIds,
    defaultTokenTtlSeconds: input.default_token_ttl ?? DEFAULT_TOKEN_TTL_SECONDS,
  });
}

function addScope({ store, nowMs }: Instance, from: MachineRow, to: string): void {
  if (from.scopedMachineIds.includes(to)) {
    throw new ApiError(409, 'duplicate_record', 'The machine has this scope already.');
  }
  if (from.scopedMachineIds.length >= MAX_SCOPES) {
    throw invalidField(
      'to_machine_id',
      'form_param_value_invalid',
      `A machine has at most ${MAX_SCOPES} scopes.`,
    );
  }
  store.machines.patch(from.id, { scopedMachineIds: [...from.scopedMachineIds, to], updatedAtMs: nowMs() });
}

function toSecretKeyJSON(instance: Instance, row: MachineRow) {
  return { object: 'machine_secret_key' as const, secret: machineSecretKey(instance, row) };
}

function toScopeJSON(from: string, to: string) {
  return { object: 'machine_scope' as const, from_machine_id: from, to_machine_id: to };
}
