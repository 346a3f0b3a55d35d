export { parseDomain, parsePreviewSuffix } from './options.ts';
export { type BuildReport, buildAndExamine } from './output/examine-build.ts';
export type { DeployPlan } from './plan/deploy-plan.ts';
export { planOfThisRepository, selectProjects } from './plan/this-plan.ts';
export { renderPlan } from './render-plan.ts';
export { compareWithVercel, type Difference, NOT_CHECKED } from './vercel/compare.ts';
export { readProjectIds, readVercelProject, type VercelAccess } from './vercel/read-vercel.ts';
export { plannedVercelJson, writeVercelJson } from './vercel/vercel-files.ts';
