export { type BearerPolicy, type BearerVariables, resolveBearerPolicy } from './routes/bearer-policy.ts';
