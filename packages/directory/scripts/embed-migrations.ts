import { writeFileSync } from 'node:fs';
import { renderMigrations } from './embedded-migrations.ts';

writeFileSync(
  new URL('../src/storage/migrations.generated.ts', import.meta.url),
  renderMigrations(new URL('../migrations/', import.meta.url), '@repo/directory'),
);
