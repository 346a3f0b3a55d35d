import { SessionFacts } from '../session-facts.tsx';

export default function SecondPage() {
  return <SessionFacts title="Second page" />;
}
