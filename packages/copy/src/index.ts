export { applyPlan } from './apply-plan.ts';
export type { BuildProblem } from './build/build-problem.ts';
export { predictBuild } from './build/predict-build.ts';
export { appLabel, type CopyOptions, PLACEHOLDER_DOMAIN, parsePosture } from './choose.ts';
export { readRecord, writeRecord } from './copy-record.ts';
export type { InstallOptions } from './install/choose-install.ts';
export type { InstallRecord } from './install/install-record.ts';
export { installSteps } from './install/install-steps.ts';
export {
  findInstallRecord,
  type PreparedInstall,
  prepareInstall,
  prepareRemoval,
  prepareUpgrade,
} from './install/prepare-install.ts';
export { packPackage } from './install/vendored-package.ts';
export { type NextStep, nextSteps } from './next-steps.ts';
export type { CopyPlan } from './plan/plan-copy.ts';
export { prepareCopy } from './prepare-copy.ts';
export { buildRegistryItem } from './registry-item.ts';
export { renderJson, renderPlan, renderProblems } from './render-plan.ts';
export { readNeededVersions } from './source/needed-versions.ts';
export { readUpstream } from './source/upstream.ts';
export { addToRegistry, removeFromRegistry } from './sso-config/edit-registry.ts';
export { assertUndoable } from './target/assert-undoable.ts';
export { readTarget } from './target/read-target.ts';
export type { Target } from './target/target.ts';
