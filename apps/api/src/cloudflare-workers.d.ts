/** The one thing of the runtime's own module that this worker uses. @source Cloudflare docs "Importing env as a global". */
declare module 'cloudflare:workers' {
  export const env: Readonly<Record<string, string | undefined>>;
}
