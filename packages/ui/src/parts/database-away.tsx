import { Notice } from './notice.tsx';

/**
 * In place of data that cannot be read just now.
 *
 * @param what Subject of the sentence, plural: 'Your projects'.
 */
export function DatabaseAway({ what }: { what: string }) {
  return (
    <Notice tone="danger">
      {what} cannot be read just now: the database does not answer. Nothing is lost; reload the page in a
      moment.
    </Notice>
  );
}
