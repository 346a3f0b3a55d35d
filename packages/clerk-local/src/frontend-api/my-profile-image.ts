import { Hono } from 'hono';
import { deleteProfileImage, setProfileImage } from '../flows/users/profile-images.ts';
import { readUpload } from '../input/read-upload.ts';
import type { Instance } from '../instance/instance.ts';
import { type CallEnv, requireSession, respond } from './call/call.ts';

/** Sets and removes the signed-in user's picture. @source FAPI `updateProfileImage`, `deleteProfileImage`. */
export function myProfileImageRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .post('/me/profile_image', async (c) => {
      const file = await readUpload(c);
      const { id, imageUrl } = await setProfileImage(instance, requireSession(instance, c).user, file);
      return respond(instance, c, {
        object: 'image',
        id: `img_${id}`,
        name: 'profile',
        public_url: imageUrl,
      });
    })
    .delete('/me/profile_image', (c) => {
      const { id } = deleteProfileImage(instance, requireSession(instance, c).user);
      return respond(instance, c, { object: 'image', id: `img_${id}`, deleted: true });
    });
}
