'use client';

import { Notice, SelectField, SubmitButton, TextArea, TextField } from '@repo/ui';
import { useActionState } from 'react';
import { AREAS, SUBJECT_MAX, TEXT_MAX } from '../../../support/ticket.ts';
import { openTicketAction } from './actions.ts';

/** The form works before JavaScript has loaded; with it, errors appear without a new page. */
export function TicketForm() {
  const [state, action] = useActionState(openTicketAction, {
    errors: {},
    message: '',
    typed: { subject: '', area: AREAS[0], text: '' },
  });
  return (
    <form action={action} className="space-y-5">
      <TextField
        label="Subject"
        name="subject"
        minLength={3}
        maxLength={SUBJECT_MAX}
        required
        defaultValue={state.typed.subject}
        error={state.errors.subject}
      />
      <SelectField
        label="Area"
        name="area"
        key={state.typed.area}
        defaultValue={state.typed.area}
        error={state.errors.area}
      >
        {AREAS.map((area) => (
          <option key={area}>{area}</option>
        ))}
      </SelectField>
      <TextArea
        label="What happened?"
        name="text"
        rows={7}
        minLength={10}
        maxLength={TEXT_MAX}
        required
        defaultValue={state.typed.text}
        error={state.errors.text}
      />
      {state.message && <Notice tone="danger">{state.message}</Notice>}
      <SubmitButton>Send ticket</SubmitButton>
    </form>
  );
}
