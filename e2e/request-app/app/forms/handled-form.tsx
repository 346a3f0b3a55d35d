'use client';

import { useState } from 'react';

/** A form that the page's own code handles. */
export function HandledForm() {
  const [count, setCount] = useState(0);
  return (
    <form
      id="handled"
      method="post"
      action="/receive"
      onSubmit={(event) => {
        event.preventDefault();
        setCount((before) => before + 1);
      }}
    >
      <output id="handled-count">{count}</output>
      <button type="submit">Handle</button>
    </form>
  );
}
