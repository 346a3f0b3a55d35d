import { createHighlighterCoreSync } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import diff from 'shiki/langs/diff.mjs';
import javascript from 'shiki/langs/javascript.mjs';
import json from 'shiki/langs/json.mjs';
import shell from 'shiki/langs/shellscript.mjs';
import tsx from 'shiki/langs/tsx.mjs';
import dark from 'shiki/themes/github-dark-high-contrast.mjs';
import light from 'shiki/themes/github-light-high-contrast.mjs';

/** Some characters of a sample in the two colours of the themes, hex. */
export interface ColoredText {
  readonly text: string;
  readonly light: string | undefined;
  readonly dark: string | undefined;
}

/** Languages by their name after the three backticks. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ts: 'tsx',
  tsx: 'tsx',
  // The head of a function, which is no sample that compiles.
  signature: 'tsx',
  js: 'javascript',
  json: 'json',
  sh: 'shellscript',
  diff: 'diff',
};

const highlighter = createHighlighterCoreSync({
  themes: [light, dark],
  langs: [tsx, javascript, json, shell, diff],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});

/**
 * Splits a sample into coloured pieces, line by line.
 *
 * @param language As after the three backticks. A language that is not known has no colours.
 * @source `shiki` 4.6.0 `codeToTokensWithThemes`.
 */
export function highlight(code: string, language: string): readonly (readonly ColoredText[])[] {
  const lines = highlighter.codeToTokensWithThemes(code, {
    lang: LANGUAGES[language] ?? 'text',
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  });
  return lines.map((tokens) =>
    tokens.map(({ content, variants }) => ({
      text: content,
      light: variants.light?.color,
      dark: variants.dark?.color,
    })),
  );
}
