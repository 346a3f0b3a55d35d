export interface Contract {
  /** What the customer says on the phone to prove who they are. Six digits. */
  readonly supportPin: string;
  /** ISO 8601, UTC; null: it has never been changed. */
  readonly changedAt: string | null;
}

/** Pages and actions are separate bundles: only the global object is shared by all of them. */
const shared = globalThis as typeof globalThis & { acmeContracts?: Map<string, Contract> };
shared.acmeContracts ??= new Map();
const contracts = shared.acmeContracts;

/** @param userId The signed-in customer; take it from a guard, never from a request. */
export function readContract(userId: string): Contract {
  const known = contracts.get(userId) ?? { supportPin: newPin(), changedAt: null };
  contracts.set(userId, known);
  return known;
}

/** Makes a new PIN; the old one stops working. */
export function changeSupportPin(userId: string): Contract {
  const changed = { supportPin: newPin(), changedAt: new Date().toISOString() };
  contracts.set(userId, changed);
  return changed;
}

function newPin(): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(random % 1_000_000).padStart(6, '0');
}
