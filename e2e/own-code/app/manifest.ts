import type { MetadataRoute } from 'next';

export default function manifest(): MetadataRoute.Manifest {
  return { name: 'A team’s own code', start_url: '/installed', display: 'standalone', icons: [] };
}
