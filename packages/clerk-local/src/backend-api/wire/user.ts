import type { Instance } from '../../instance/instance.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { toUserJSON } from '../../wire/user.ts';

/**
 * A user as the application's server sees them: with private metadata and account state, without what only components read.
 *
 * @source clerk/openapi-specs BAPI `User`.
 */
export function toBackendUserJSON(instance: Instance, user: UserRow) {
  const {
    profile_image_id: _profileImage,
    organization_memberships: _memberships,
    ...shared
  } = toUserJSON(instance, user);
  return {
    ...shared,
    private_metadata: user.privateMetadata,
    password_last_updated_at: user.passwordLastUpdatedAtMs,
    bypass_client_trust: user.bypassClientTrust,
  };
}
