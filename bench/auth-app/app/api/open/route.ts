/** Checks nothing. It reads a header, so that it is no static file: every variant runs for each request. */
export function GET(request: Request): Response {
  return Response.json({ userId: request.headers.get('x-nobody') ?? 'anyone' });
}
