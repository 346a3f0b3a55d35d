import { RequestFacts } from '../request-facts.tsx';
import { RegisterWorker } from './register-worker.tsx';

/** The first page of the installed app. */
export default function InstalledPage() {
  return (
    <>
      <RequestFacts title="Installed" />
      <RegisterWorker />
    </>
  );
}
