export { default } from '../home/protected.tsx';
