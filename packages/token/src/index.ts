export { type ClerkInstance, resolveClerkInstance } from './clerk-instance.ts';
export { answerInTime, explainBackendError } from './clerk-refusal.ts';
export { keepFresh } from './keep-fresh.ts';
export { parseApp, parseFile, parseName, parseUser } from './options.ts';
export { signInUser } from './sign-in-user.ts';
export { emitToken, renderToken, warnOfAzp } from './token-output.ts';
