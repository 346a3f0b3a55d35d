import { build } from 'esbuild';
import { BUNDLE } from './bundle.mjs';

await build({ ...BUNDLE, minifySyntax: true, minifyWhitespace: true });
