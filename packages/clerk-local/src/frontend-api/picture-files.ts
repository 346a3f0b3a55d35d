import { Hono } from 'hono';
import { notFound } from '../errors/api-error.ts';
import type { PictureRow } from '../store/picture-rows.ts';
import type { Table } from '../store/table.ts';
import type { CallEnv } from './call/call.ts';

/** Serves uploaded pictures at `/<id of the user or organization>`. */
export function pictureFileRoutes(pictures: Table<PictureRow>): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false }).get('/:id', (c) => {
    const picture = pictures.get(c.req.param('id'));
    if (!picture) throw notFound('This picture');
    c.header('Content-Type', picture.contentType);
    c.header('Cache-Control', 'public, max-age=60');
    // Uploaded by a user: browsers must treat it as a picture and nothing else.
    c.header('Content-Security-Policy', "default-src 'none'");
    c.header('X-Content-Type-Options', 'nosniff');
    return c.body(Buffer.from(picture.base64, 'base64'));
  });
}
