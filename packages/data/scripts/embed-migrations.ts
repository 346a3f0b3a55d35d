import { writeFileSync } from 'node:fs';
import { renderMigrations } from '@repo/directory/render-migrations';

const folder = new URL('../migrations/', import.meta.url);
const target = new URL('../src/storage/migrations.generated.ts', import.meta.url);
writeFileSync(target, renderMigrations(folder, '@repo/data'));
