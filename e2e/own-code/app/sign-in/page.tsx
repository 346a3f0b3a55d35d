import { RequestFacts } from '../request-facts.tsx';

/** Stands for the sign-in page: the tests sign in with a ticket. */
export default function SignInPage() {
  return <RequestFacts title="Sign in" />;
}
