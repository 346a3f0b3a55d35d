/** Stands for the page of this name: the tests sign in with a ticket. */
export default function Page() {
  return <h1>sign-in</h1>;
}
