import { ButtonLink } from '../parts/button.tsx';
import { StatusPage } from './status-page.tsx';

/** Body of every app's not-found.tsx. */
export function NotFoundPage() {
  return (
    <StatusPage code="404" title="There is no page here">
      <p>The address may be mistyped, or you do not have access to the page.</p>
      <ButtonLink href="/">Go to the start</ButtonLink>
    </StatusPage>
  );
}
