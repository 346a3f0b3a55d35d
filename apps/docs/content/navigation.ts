/** The pages in reading order, by group: the side navigation, "next" links, search and `/llms.txt` follow it. A test compares it with the files. */
export const NAVIGATION = [
  { title: 'Start', folder: 'start', pages: ['index', 'getting-started'] },
  {
    title: 'Guides',
    folder: 'guides',
    pages: [
      'copy-into-your-repository',
      'deploying',
      'testing',
      'migrating',
      'protecting-data',
      'your-own-middleware',
      'finding-faults',
    ],
  },
  {
    title: 'Concepts',
    folder: 'concepts',
    pages: ['how-it-works', 'why-azp', 'session-sync', 'what-happens', 'outages'],
  },
  {
    title: 'Reference',
    folder: 'reference',
    pages: [
      'configuration',
      'variables',
      'commands',
      'exports',
      'reasons',
      'errors',
      'doctor',
      'local-clerk',
    ],
  },
  {
    title: 'Help',
    folder: 'help',
    pages: ['troubleshooting', 'limits', 'comparison', 'older-guides'],
  },
] as const satisfies readonly NavigationGroup[];

interface NavigationGroup {
  readonly title: string;
  /** Below `content`. */
  readonly folder: string;
  /** Names of files without `.mdx`; each is the page's path, `index` that of the front page. */
  readonly pages: readonly string[];
}
