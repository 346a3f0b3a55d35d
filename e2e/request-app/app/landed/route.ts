/** Lets the page answer. */
let release: () => void = () => {};
const released = new Promise<void>((resolve) => {
  release = resolve;
});

/** A page that is slow: it waits until a test lets it answer. */
export async function GET(): Promise<Response> {
  await released;
  return new Response('<!doctype html><link rel="icon" href="data:,"><h1>landed</h1>', {
    headers: { 'content-type': 'text/html' },
  });
}

/** For the test. */
export function PUT(): Response {
  release();
  return new Response();
}
