export { BOOT_ORDER, type ServiceName } from './apps/app-catalog.ts';
export { dataApps } from './apps/data-apps.ts';
export { webhookReceivers } from './apps/webhook-receivers.ts';
export {
  CLERK_VARIANTS,
  type ClerkVariant,
  inboxUrl,
  SEEDED_ACCOUNTS,
  startStackClerk,
} from './clerk/stack-clerk.ts';
export { type Stack, type StackEvent, type StackMode, type StackOptions, startStack } from './start-stack.ts';
