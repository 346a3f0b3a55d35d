import { Fragment } from 'react';

/** A code such as `session_sync_needed`, which may break after an underscore, so that its column stays narrow. */
export function CodeName({ code }: { code: string }) {
  return code.split('_').map((word, index) => (
    <Fragment key={word}>
      {index > 0 && (
        <>
          _<wbr />
        </>
      )}
      {word}
    </Fragment>
  ));
}
