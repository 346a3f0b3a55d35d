export { CLERK_VARIANTS, type ClerkVariant } from './local-clerk.ts';
export { type Stack, type StackEvent, type StackMode, type StackOptions, startStack } from './start-stack.ts';
