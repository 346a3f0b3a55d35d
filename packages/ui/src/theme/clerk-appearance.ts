/**
 * Binds Clerk's prebuilt components to our design tokens, so that they follow the app's accent and dark mode.
 * Hand it to a component's `appearance` prop; it is plain data and may cross from server to client.
 *
 * @source `@clerk/ui` 1.34.0 `Variables`: a value may be a CSS `var()`; shades are derived with `color-mix`.
 */
export const clerkAppearance = {
  variables: {
    colorPrimary: 'var(--app-accent)',
    colorPrimaryForeground: 'var(--on-accent)',
    colorBackground: 'var(--surface)',
    colorForeground: 'var(--ink)',
    colorMuted: 'var(--sunken)',
    colorMutedForeground: 'var(--ink-soft)',
    colorNeutral: 'var(--ink)',
    colorInput: 'var(--surface)',
    colorInputForeground: 'var(--ink)',
    colorBorder: 'var(--ink)',
    colorRing: 'color-mix(in oklab, var(--app-accent), transparent 65%)',
    colorDanger: 'var(--danger)',
    colorSuccess: 'var(--good)',
    colorWarning: 'var(--wait)',
    fontFamily: 'inherit',
    fontSize: '0.9375rem',
    borderRadius: '0.5rem',
  },
  elements: {
    // Clerk draws input borders at a tenth of their colour: too faint to see in dark mode (WCAG 1.4.11).
    formFieldInput: {
      '&[data-variant="default"]:not(:focus, [data-feedback="error"])': {
        boxShadow: '0 0 0 1px var(--edge)',
      },
    },
    badge: { color: 'var(--ink-soft)' },
    cardBox: { boxShadow: 'none', border: '1px solid var(--line)' },
  },
};
