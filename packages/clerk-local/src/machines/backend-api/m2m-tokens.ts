import { Hono } from 'hono';
import { z } from 'zod';
import { lifetimeSeconds, revocationFields } from '../../api-keys/input.ts';
import { ApiError, notFound } from '../../errors/api-error.ts';
import { pageOf } from '../../input/page.ts';
import { booleanText, metadata, one } from '../../input/parse-input.ts';
import {
  badParameter,
  machinePageQuery,
  parseMachineBody,
  parseMachineQuery,
} from '../../input/parse-machine-input.ts';
import type { Instance } from '../../instance/instance.ts';
import { isAlive, requireAlive } from '../../tokens/token-life.ts';
import { findM2mToken, issueM2mJwt, issueM2mToken, revokeM2mToken } from '../flows/m2m-tokens.ts';
import type { M2mTokenRow, MachineRow } from '../rows.ts';
import { toM2mTokenJSON } from '../wire/machine.ts';
import { assertMayActFor, type MachineCaller, requireMachineCaller } from './machine-caller.ts';

/** Claims of a JWT that the caller cannot set. */
const RESERVED_CLAIMS = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'scopes'];

const createBody = z.strictObject({
  token_format: z.enum(['opaque', 'jwt']).default('opaque'),
  seconds_until_expiration: lifetimeSeconds.nullish(),
  claims: metadata.nullish(),
  min_remaining_ttl_seconds: z.int().min(0).optional(),
});
const revokeBody = z.strictObject(revocationFields);
const verifyBody = z.strictObject({ token: z.string() });
const listQuery = z.strictObject({
  ...machinePageQuery,
  subject: one(z.string()),
  revoked: one(booleanText),
  expired: one(booleanText),
});

/**
 * Machine-to-machine tokens, outside the version prefix: create, list, revoke, check. The caller is the instance by its secret
 * key, or a machine by its own. Only a machine creates tokens, and it accepts those that name it in their scopes.
 *
 * @throws {ApiError} 400: the input; 401: neither key; 403: another machine's; 404: no such token, or a revoked or expired one.
 * @source clerk/openapi-specs BAPI `createM2MToken`, `getM2MTokens`, `revokeM2MToken`, `verifyM2MToken`.
 */
export function m2mTokenRoutes(instance: Instance): Hono {
  return new Hono()
    .post('/m2m_tokens', async (c) => {
      const machine = requireMachine(requireMachineCaller(instance, c));
      const { row, token } = await addToken(instance, machine, await parseMachineBody(c, createBody));
      c.header('Cache-Control', 'no-store');
      return c.json({ ...toM2mTokenJSON(instance, row), token }, 201);
    })
    .get('/m2m_tokens', (c) => {
      const caller = requireMachineCaller(instance, c);
      const query = parseMachineQuery(c, listQuery);
      if (query.subject === undefined) throw badParameter('subject', 'subject must be included.');
      assertMayActFor(caller, query.subject);
      if (!instance.store.machines.get(query.subject)) throw notFound('The machine');
      const rows = tokensOf(instance, query.subject, query);
      const page = pageOf(rows, query).map((row) => toM2mTokenJSON(instance, row));
      return c.json({ m2m_tokens: page, total_count: rows.length });
    })
    .post('/m2m_tokens/verify', async (c) => {
      const caller = requireMachineCaller(instance, c);
      const { token } = await parseMachineBody(c, verifyBody);
      const row = requireAlive(instance, findM2mToken(instance, token), 'Machine token');
      if (caller.kind === 'machine' && !row.scopes.includes(caller.machine.id))
        throw notFound('Machine token');
      const used = instance.store.m2mTokens.patch(row.id, { lastUsedAtMs: instance.nowMs() });
      return c.json(toM2mTokenJSON(instance, used));
    })
    .post('/m2m_tokens/:id/revoke', async (c) => {
      const caller = requireMachineCaller(instance, c);
      const row = instance.store.m2mTokens.get(c.req.param('id'));
      // 404 also for another machine's token, so that its existence stays hidden.
      if (!row || (caller.kind === 'machine' && caller.machine.id !== row.machineId))
        throw notFound('Machine token');
      const { revocation_reason: reason } = await parseMachineBody(c, revokeBody);
      return c.json(toM2mTokenJSON(instance, revokeM2mToken(instance, row, reason ?? null)));
    });
}

function requireMachine(caller: MachineCaller): MachineRow {
  if (caller.kind === 'machine') return caller.machine;
  throw new ApiError(
    401,
    'clerk_key_invalid',
    'A machine makes its tokens itself: send its secret key, not the instance’s.',
  );
}

function addToken(instance: Instance, machine: MachineRow, input: z.output<typeof createBody>) {
  const lifetime = input.seconds_until_expiration ?? machine.defaultTokenTtlSeconds;
  const minRemaining = input.min_remaining_ttl_seconds;
  if (minRemaining !== undefined && minRemaining >= lifetime) {
    throw badParameter(
      'min_remaining_ttl_seconds',
      'No token lives that long: it must be below the lifetime.',
    );
  }
  const claims = input.claims ?? null;
  if (input.token_format === 'opaque') {
    return issueM2mToken(instance, machine, {
      claims,
      lifetimeSeconds: lifetime,
      minRemainingTtlSeconds: minRemaining,
    });
  }
  if (RESERVED_CLAIMS.some((name) => Object.hasOwn(claims ?? {}, name))) {
    throw badParameter(
      'claims',
      `A token in JWT form sets these claims itself: ${RESERVED_CLAIMS.join(', ')}.`,
    );
  }
  return issueM2mJwt(instance, machine, { claims, lifetimeSeconds: lifetime });
}

/** Newest first; revoked and expired ones only on request. */
function tokensOf(
  instance: Instance,
  machineId: string,
  wanted: { revoked?: boolean | undefined; expired?: boolean | undefined },
): M2mTokenRow[] {
  const isWanted = (row: M2mTokenRow) =>
    isAlive(instance, row) || (row.revokedAtMs !== null ? wanted.revoked === true : wanted.expired === true);
  return instance.store.m2mTokens.listBy('machineId', machineId).filter(isWanted).reverse();
}
