export { default } from '@repo/ui/postcss';
