import { sso } from '@repo/sso';
import { defineSsoTests } from '@subdomain-sso/testing';
import { KIT_OPTIONS } from '../fixtures/kit-options.ts';
import { readStackVariables } from '../fixtures/servers/stack.ts';

/** What every team gets for its own registry: the suite of packages/testing, on the six apps and the API. */

defineSsoTests(sso, { ...KIT_OPTIONS, variables: readStackVariables });
