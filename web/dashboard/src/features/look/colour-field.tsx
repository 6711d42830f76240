import { t } from '../../lib/page-text';
import type { ShadesView } from '../../lib/wire';
import { Field } from '../../ui/field';

interface Props {
  label: string;
  hint?: string;
  value: string;
  error: string | undefined;
  /** What follows from it, once that is known. */
  shades: ShadesView | undefined;
  ground: string;
  onChange: (value: string) => void;
}

/** A colour by eye or by its number, and what becomes of it where it could not be read. */
export function ColourField({ label, hint, value, error, shades, ground, onChange }: Props) {
  return (
    <div className="flex flex-col gap-1.5">
      <Field label={label} hint={hint} error={error}>
        {(ids) => (
          <span className="flex items-center gap-2">
            <input
              type="color"
              aria-label={t('look.pick', { name: label })}
              className="size-9 shrink-0 cursor-pointer rounded-control border border-control bg-panel p-0.5 pointer-coarse:size-10"
              value={/^#[0-9a-f]{6}$/i.test(value) ? value : (shades?.brand ?? '#000000')}
              onChange={(event) => onChange(event.target.value)}
            />
            <input
              {...ids}
              className="field max-w-36 font-mono"
              value={value}
              placeholder={shades?.brand}
              spellCheck={false}
              onChange={(event) => onChange(event.target.value)}
            />
            {shades && !error && (
              <span
                className="grid h-9 min-w-20 place-items-center rounded-control px-3 text-sm font-semibold"
                style={{ background: shades.brand, color: shades.on_brand }}
              >
                {t('look.sample')}
              </span>
            )}
          </span>
        )}
      </Field>
      {shades?.adjusted && !error && (
        <p className="flex items-start gap-1.5 text-sm text-muted">
          <span
            className="mt-0.5 size-3.5 shrink-0 rounded-full border border-line"
            style={{ background: shades.text }}
            aria-hidden
          />
          {t('look.adjusted', { ground, colour: shades.brand, text: shades.text })}
        </p>
      )}
    </div>
  );
}
