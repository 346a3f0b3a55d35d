/**
 * Answers an API call that cannot be carried out.
 *
 * @param status HTTP status, 400 to 599.
 * @param extra Members beside the standard ones, such as `errors` per field.
 * @source RFC 9457 "Problem Details for HTTP APIs"; `about:blank` means that the status says it all.
 */
export function problemResponse(status: number, title: string, detail: string, extra: object = {}): Response {
  return Response.json(
    { type: 'about:blank', title, status, detail, ...extra },
    { status, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'private, no-store' } },
  );
}
