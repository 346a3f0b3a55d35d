import type { CorpusRepository } from './corpus.fixture.ts';
import { guardRepositories } from './guards.fixture.ts';
import { keyRepositories } from './keys.fixture.ts';
import { proxyRepositories } from './proxies.fixture.ts';
import { verifierRepositories } from './verifiers.fixture.ts';
import { versionRepositories } from './versions.fixture.ts';

/** Every repository of the corpus, each in a form of its own. */
export const CORPUS: readonly CorpusRepository[] = [
  ...proxyRepositories,
  ...guardRepositories,
  ...verifierRepositories,
  ...versionRepositories,
  ...keyRepositories,
];
