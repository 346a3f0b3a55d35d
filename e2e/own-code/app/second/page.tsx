import { RequestFacts } from '../request-facts.tsx';

export default function SecondPage() {
  return <RequestFacts title="Second page" />;
}
