import type { ComponentProps, ReactNode } from 'react';

const CONTROL =
  'w-full rounded-lg border border-edge bg-surface px-3 py-2 text-[0.9375rem] text-ink placeholder:text-ink-soft aria-invalid:border-danger';

interface Labelled {
  label: string;
  name: string;
  /** What is wrong with the value, in one sentence. */
  error?: string | undefined;
}

/** A labelled text input with room for what is wrong with it. */
export function TextField({ label, error, ...input }: Labelled & ComponentProps<'input'>) {
  return (
    <FieldFrame label={label} name={input.name} error={error}>
      <input {...input} {...describedBy(input.name, error)} className={`${CONTROL} h-10`} />
    </FieldFrame>
  );
}

/** A labelled text area with room for what is wrong with it. */
export function TextArea({ label, error, ...area }: Labelled & ComponentProps<'textarea'>) {
  return (
    <FieldFrame label={label} name={area.name} error={error}>
      <textarea {...area} {...describedBy(area.name, error)} className={CONTROL} />
    </FieldFrame>
  );
}

/** A labelled choice among a few values. */
export function SelectField({ label, error, ...select }: Labelled & ComponentProps<'select'>) {
  return (
    <FieldFrame label={label} name={select.name} error={error}>
      <select {...select} {...describedBy(select.name, error)} className={`${CONTROL} h-10`} />
    </FieldFrame>
  );
}

function FieldFrame({ label, name, error, children }: Labelled & { children: ReactNode }) {
  return (
    <div>
      <label htmlFor={name} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      {children}
      {error && (
        <p id={`${name}-error`} className="mt-1.5 text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

function describedBy(name: string, error: string | undefined) {
  return {
    id: name,
    'aria-invalid': Boolean(error),
    'aria-describedby': error ? `${name}-error` : undefined,
  };
}
