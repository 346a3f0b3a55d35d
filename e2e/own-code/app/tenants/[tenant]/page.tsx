import { RequestFacts } from '../../request-facts.tsx';

export default async function TenantPage({ params }: { params: Promise<{ tenant: string }> }) {
  return <RequestFacts title={`Tenant ${(await params).tenant}`} />;
}
