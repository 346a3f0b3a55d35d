export { ANSWERS, type Answers, openQuestions, parseAnswers } from './apply/answers.ts';
export {
  type ApplyInput,
  type ApplyResult,
  carryOut,
  checklistOf,
  type Preparation,
  prepareApply,
} from './apply/apply.ts';
export type { ChecklistItem } from './apply/checklist.ts';
export { describeStep, isDestructive, type Step, serviceOf } from './apply/step.ts';
export { checkDeployment, type DeploymentReport, type MintToken } from './check/check-deployment.ts';
export {
  parseDomain,
  parsePreviewSuffix,
  parseRepository,
  parseUrls,
  parseVariableNames,
} from './options.ts';
export { type BuildReport, buildAndExamine } from './output/examine-build.ts';
export type { DeployPlan, PlannedVariable } from './plan/deploy-plan.ts';
export { planOfThisRepository, selectProjects } from './plan/this-plan.ts';
export { API_VARIABLES, NOT_TO_SET } from './plan/variables.ts';
export { renderPlan } from './render-plan.ts';
export type { VercelAccess } from './vercel/ask-vercel.ts';
export { compareWithVercel, type Difference, NOT_CHECKED } from './vercel/compare.ts';
export { readVercel } from './vercel/read-vercel.ts';
export { plannedVercelJson, writeVercelJson } from './vercel/vercel-files.ts';
