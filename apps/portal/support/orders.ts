export interface Order {
  id: string;
  item: string;
  /** In euros, as charged. */
  amount: string;
  status: 'paid' | 'open';
}

/** Every customer of this demonstration has the same three orders. */
export const orders: readonly Order[] = [
  { id: 'A-2291', item: 'Team plan, 27 seats, November', amount: '€ 216.00', status: 'open' },
  { id: 'A-2204', item: 'Team plan, 27 seats, October', amount: '€ 216.00', status: 'paid' },
  { id: 'A-2117', item: 'Team plan, 25 seats, September', amount: '€ 200.00', status: 'paid' },
];
