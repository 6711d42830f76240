import type { CSSProperties, ReactNode } from 'react';

// As much as there is beside the button: the menu's own height does not ask for that.
const FITS: CSSProperties = {
  maxHeight: 'calc(var(--available-height) - 1rem)',
  overflowY: 'auto',
};

/** The entries of a menu that may be longer than there is room for. */
export function LongMenu({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div
      role="group"
      aria-label={label}
      style={FITS}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
      tabIndex={0}
    >
      {children}
    </div>
  );
}
