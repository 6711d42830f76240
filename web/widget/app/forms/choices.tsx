// Answers that are chosen, not written.
import type { Control } from './field';
import { t } from './words';

interface Choice {
  value: string;
  label: string;
}

/** One of a few. */
export function Few({ id, field, value, change, options }: Control & { options: Choice[] }) {
  return (
    <>
      {options.map((it, at) => (
        <label key={it.value} class="option" dir="auto">
          <input
            type="radio"
            id={`${id}-${at}`}
            name={field.key}
            checked={value === it.value}
            onChange={() => change(it.value)}
          />
          {it.label}
        </label>
      ))}
    </>
  );
}

export function YesNo(control: Control) {
  const { value, change } = control;
  const options = [
    { value: 'yes', label: t('yes') },
    { value: 'no', label: t('no') },
  ];
  return (
    <Few
      {...control}
      options={options}
      value={value === undefined ? '' : value === true ? 'yes' : 'no'}
      change={(it) => change(it === 'yes')}
    />
  );
}

/** Any of these. */
export function Many({ id, field, value, change, options, aria }: Control & { options: Choice[] }) {
  const chosen = Array.isArray(value) ? value : [];
  const { 'aria-required': _, ...described } = aria;
  return (
    <>
      {options.map((it, at) => (
        <label key={it.value} class="option" dir="auto">
          <input
            type="checkbox"
            id={`${id}-${at}`}
            name={field.key}
            checked={chosen.includes(it.value)}
            {...described}
            onChange={({ currentTarget }) =>
              change(
                currentTarget.checked
                  ? [...chosen, it.value]
                  : chosen.filter((other) => other !== it.value),
              )
            }
          />
          {it.label}
        </label>
      ))}
    </>
  );
}

/** What has to be agreed to. */
export function Agree({ id, field, value, change, text, aria }: Control & { text: string }) {
  return (
    <label class="option" dir="auto">
      <input
        type="checkbox"
        id={id}
        name={field.key}
        checked={value === true}
        {...aria}
        onChange={({ currentTarget }) => change(currentTarget.checked)}
      />
      {text}
    </label>
  );
}
