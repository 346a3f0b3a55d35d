import { SessionFacts } from './session-facts.tsx';

export default function FirstPage() {
  return <SessionFacts title="First page" />;
}
