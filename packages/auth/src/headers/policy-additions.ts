import { AuthConfigError } from '../errors.ts';

/** The directives of every page; a team may add sources to each. */
export type CspDirective =
  | 'default-src'
  | 'script-src'
  | 'style-src'
  | 'img-src'
  | 'font-src'
  | 'media-src'
  | 'connect-src'
  | 'frame-src'
  | 'worker-src'
  | 'manifest-src'
  | 'object-src'
  | 'base-uri'
  | 'form-action'
  | 'frame-ancestors';

/** Sources by directive, as they are written in the header: `'self'`, `https://img.acme.example`, `data:`. */
export type CspSources = Readonly<Partial<Record<CspDirective, readonly string[]>>>;

/**
 * Checks sources that a team wrote by hand: none may end the header or have no effect.
 *
 * @param known Names of the directives.
 * @throws {AuthConfigError} `invalid_content_security_policy`: names the directive and the source.
 */
export function assertAdditions(additions: CspSources, known: readonly string[]): void {
  for (const [directive, sources] of Object.entries<readonly string[] | undefined>(additions)) {
    if (!known.includes(directive)) throw invalid(`There is no directive "${directive}" here.`);
    for (const source of sources ?? []) {
      if (source === "'none'") throw invalid(`${directive} cannot have "'none'" added: additions only add.`);
      if (/^'(nonce-.*|strict-dynamic)'$/.test(source))
        throw invalid(`${directive}: ${source} would stop every script of the pages rendered at build time.`);
      if (UNQUOTED.test(source)) throw invalid(`${directive}: "${source}" is written in single quotes.`);
      if (!/^('[^'\s;,]+'|[^'\s;,]+)$/.test(source)) throw invalid(`${directive}: "${source}" is no source.`);
    }
  }
}

const UNQUOTED =
  /^(self|none|strict-dynamic|report-sample|unsafe-\w+(-\w+)*|wasm-unsafe-eval|(nonce|sha\d+)-.*)$/;

function invalid(problem: string): AuthConfigError {
  return new AuthConfigError('invalid_content_security_policy', problem);
}
