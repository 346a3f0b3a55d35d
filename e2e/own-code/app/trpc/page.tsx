import { RequestFacts } from '../request-facts.tsx';
import { TrpcButtons } from './trpc-buttons.tsx';

export default function TrpcPage() {
  return (
    <>
      <RequestFacts title="tRPC" />
      <TrpcButtons topology={process.env.NEXT_PUBLIC_SSO_TOPOLOGY ?? ''} />
    </>
  );
}
