import type { Instance } from '../../instance/instance.ts';
import { toTokenLifeJSON } from '../../tokens/token-life.ts';
import type { M2mTokenRow, MachineRow } from '../rows.ts';

/** @source clerk/openapi-specs BAPI `Machine`: machines in scope are listed without their own scopes. */
export function toMachineJSON(instance: Instance, row: MachineRow) {
  const scoped = row.scopedMachineIds.flatMap((id) => instance.store.machines.get(id) ?? []);
  return {
    ...toBareMachineJSON(instance, row),
    scoped_machines: scoped.map((one) => toBareMachineJSON(instance, one)),
  };
}

/** @source clerk/openapi-specs BAPI `createM2MToken`, without the token itself. */
export function toM2mTokenJSON(instance: Instance, row: M2mTokenRow) {
  return {
    object: 'machine_to_machine_token' as const,
    id: row.id,
    subject: row.machineId,
    claims: row.claims,
    scopes: [...row.scopes],
    ...toTokenLifeJSON(instance, row),
    last_used_at: row.lastUsedAtMs,
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}

function toBareMachineJSON({ instanceId }: Instance, row: MachineRow) {
  return {
    object: 'machine' as const,
    id: row.id,
    name: row.name,
    instance_id: instanceId,
    default_token_ttl: row.defaultTokenTtlSeconds,
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}
