export { type Stack, type StackEvent, type StackMode, type StackOptions, startStack } from './start-stack.ts';
