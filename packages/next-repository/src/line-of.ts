/** Line of an offset into a text, from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Line where a JSON or YAML file has this key first, from 1; 1 when it has not. */
export function lineOfKey(text: string, key: string): number {
  const forms = [`"${key}"`, `'${key}'`, key];
  const index = text.split('\n').findIndex((line) => {
    const written = line.trimStart();
    return forms.some((form) => written.startsWith(form) && /^\s*:/.test(written.slice(form.length)));
  });
  return Math.max(index, 0) + 1;
}
