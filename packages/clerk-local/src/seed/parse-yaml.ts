import { parse } from 'yaml';

/** Reads YAML, and so JSON as well. @throws {Error} Names the line. */
export function parseYaml(text: string): unknown {
  return parse(text);
}
