import { Events } from './events.tsx';

export default function StreamPage() {
  return <Events />;
}
