import { ApiError } from '../errors/api-error.ts';
import type { PictureRow } from '../store/picture-rows.ts';

/** First bytes of the accepted picture formats. SVG is not accepted, because it can contain a script. */
const FORMATS: readonly { contentType: string; startsWith: string; offset?: number }[] = [
  { contentType: 'image/png', startsWith: '\x89PNG\r\n\x1a\n' },
  { contentType: 'image/jpeg', startsWith: '\xff\xd8\xff' },
  { contentType: 'image/gif', startsWith: 'GIF8' },
  { contentType: 'image/webp', startsWith: 'WEBP', offset: 8 },
];

/**
 * Reads an uploaded picture.
 *
 * @param file What `readUpload` returned.
 * @throws {ApiError} 400 `form_param_missing`: no file. 400 `request_body_invalid`: by its bytes not PNG, JPEG, GIF or WebP.
 */
export async function parsePicture(file: unknown): Promise<Omit<PictureRow, 'id'>> {
  if (!(file instanceof Blob) || file.size === 0) {
    throw new ApiError(400, 'form_param_missing', 'Send a picture.', { meta: { param_name: 'file' } });
  }
  const bytes = Buffer.from(await file.arrayBuffer());
  const format = FORMATS.find(
    ({ startsWith, offset = 0 }) =>
      bytes.toString('latin1', offset, offset + startsWith.length) === startsWith,
  );
  if (!format)
    throw new ApiError(400, 'request_body_invalid', 'The file is not a PNG, JPEG, GIF or WebP picture.');
  return { contentType: format.contentType, base64: bytes.toString('base64') };
}
