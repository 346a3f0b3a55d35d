import { RequestFacts } from './request-facts.tsx';

export default function FirstPage() {
  return <RequestFacts title="First page" />;
}
