import { PageHeader } from '@repo/ui';

export default function StartPage() {
  return <PageHeader title="A page for everyone" lead="It is static, and it sets no cookie." />;
}
