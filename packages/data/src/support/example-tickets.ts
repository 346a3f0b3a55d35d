/** What a new customer finds, oldest first. */
export const EXAMPLE_TICKETS = [
  {
    subject: 'Two more seats from next month',
    area: 'Billing',
    status: 'solved',
    conversation: [
      {
        side: 'customer',
        text: 'Please add two seats from the first of October.',
        sentAtMs: Date.parse('2026-09-18T12:03:00Z'),
      },
      {
        side: 'support',
        text: 'Done: 27 seats from 1 October. The next invoice names both amounts.',
        sentAtMs: Date.parse('2026-09-18T13:20:00Z'),
      },
    ],
  },
  {
    subject: 'Calendar feed shows shifts an hour late',
    area: 'Integrations',
    status: 'waiting for you',
    conversation: [
      {
        side: 'customer',
        text: 'Since the clocks changed, the feed in our shared calendar is one hour late. The roster itself is right.',
        sentAtMs: Date.parse('2026-11-02T07:42:00Z'),
      },
      {
        side: 'support',
        text: 'Thank you, that is enough to see it: the feed was made before your site got a time zone. Please open Integrations, choose the feed and press “Recreate”. Does it look right afterwards?',
        sentAtMs: Date.parse('2026-11-02T09:15:00Z'),
      },
    ],
  },
] as const;
