import { Hono } from 'hono';
import { z } from 'zod';
import { mergeMetadata } from '../flows/users/merge-metadata.ts';
import { requireFit } from '../flows/users/metadata-size.ts';
import { metadata, parseBody } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { Metadata, UserRow } from '../store/user-rows.ts';
import { requireUserRow } from './call/find-rows.ts';
import { toBackendUserJSON } from './wire/user.ts';

const body = z.strictObject({
  public_metadata: metadata.optional(),
  private_metadata: metadata.optional(),
  unsafe_metadata: metadata.optional(),
});

/** A user's metadata: PATCH merges, PUT replaces; a kind that is not given stays. @source `UpdateUserMetadata`, `ReplaceUserMetadata`. */
export function userMetadataRoutes(instance: Instance): Hono {
  const change = (
    user: UserRow,
    input: z.output<typeof body>,
    combine: (old: Metadata, given: Metadata) => Metadata,
  ) => {
    const next = (param: string, old: Metadata, given: Metadata | undefined) =>
      given === undefined ? old : requireFit(param, combine(old, given));
    const changed = instance.store.users.patch(user.id, {
      publicMetadata: next('public_metadata', user.publicMetadata, input.public_metadata),
      privateMetadata: next('private_metadata', user.privateMetadata, input.private_metadata),
      unsafeMetadata: next('unsafe_metadata', user.unsafeMetadata, input.unsafe_metadata),
      updatedAtMs: instance.nowMs(),
    });
    return toBackendUserJSON(instance, changed);
  };
  return new Hono()
    .patch('/users/:id/metadata', async (c) => {
      const input = await parseBody(c, body);
      return c.json(change(requireUserRow(instance, c.req.param('id')), input, mergeMetadata));
    })
    .put('/users/:id/metadata', async (c) => {
      const input = await parseBody(c, body);
      return c.json(change(requireUserRow(instance, c.req.param('id')), input, (_old, given) => given));
    });
}
