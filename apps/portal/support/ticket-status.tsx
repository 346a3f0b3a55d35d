import { Badge, type Tone } from '@repo/ui';
import type { TicketStatus } from './ticket.ts';

const TONES: Record<TicketStatus, Tone> = {
  'waiting for us': 'accent',
  'waiting for you': 'wait',
  solved: 'good',
};

/** Who has to act next. */
export function TicketStatusBadge({ status }: { status: TicketStatus }) {
  return <Badge tone={TONES[status]}>{status}</Badge>;
}
