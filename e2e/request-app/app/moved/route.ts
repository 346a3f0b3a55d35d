/** Redirects to the page that is slow. */
function redirect(): Response {
  return new Response(null, { status: 303, headers: { location: '/landed' } });
}

export { redirect as GET, redirect as POST };
