/** Whether this process runs as a production server: `NODE_ENV=production`. */
export function isProduction(): boolean {
  return process.env.NODE_ENV === 'production';
}
