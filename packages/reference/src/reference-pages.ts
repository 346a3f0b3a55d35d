import type { ReferencePage } from './markdown.ts';
import { commandsPage } from './pages/commands.ts';
import { doctorPage } from './pages/doctor.ts';
import { errorsPage } from './pages/errors.ts';
import { exportsPage } from './pages/exports.ts';
import { reasonsPage } from './pages/reasons.ts';
import { variablesPage } from './pages/variables.ts';

/** Every page that is made from the sources. */
export async function buildReferencePages(): Promise<readonly ReferencePage[]> {
  return [await commandsPage(), variablesPage(), reasonsPage(), errorsPage(), exportsPage(), doctorPage()];
}
