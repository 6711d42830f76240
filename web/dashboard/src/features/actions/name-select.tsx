import { useBuilder } from './builder';
import { type Fact, OPEN } from './names';
import { t } from './text';

interface Props {
  label: string;
  value: string;
  onChange: (name: string) => void;
}

/** What a condition is about: something that is asked, looked up or known. */
export function NameSelect({ label, value, onChange }: Props) {
  const { facts } = useBuilder();
  const open = OPEN.find((it) => value.startsWith(it));
  const isKnown = open !== undefined || facts.some((it) => it.name === value);
  return (
    <>
      <select
        aria-label={t('cond.name', { label })}
        className="field w-auto max-w-60 max-md:w-full max-md:max-w-none"
        value={open ?? value}
        onChange={(event) => onChange(event.target.value)}
      >
        {!isKnown && <option value={value}>{value || t('cond.choose')}</option>}
        {(['answer', 'lookup', 'visitor', 'page'] as const).map((group) => (
          <Group
            key={group}
            label={t(`facts.${group}`)}
            facts={facts.filter((it) => it.group === group)}
          />
        ))}
        <optgroup label={t('facts.more')}>
          {OPEN.map((it) => (
            <option key={it} value={it}>
              {t(`facts.${it}`)}
            </option>
          ))}
        </optgroup>
      </select>
      {open && (
        <input
          aria-label={t('cond.open_name', { label: t(`facts.${open}`) })}
          placeholder={t('cond.open_hint')}
          className="field w-auto max-w-48 font-mono max-md:w-full max-md:max-w-none"
          value={value.slice(open.length)}
          onChange={(event) => onChange(`${open}${event.target.value.trim()}`)}
        />
      )}
    </>
  );
}

function Group({ label, facts }: { label: string; facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <optgroup label={label}>
      {facts.map((it) => (
        <option key={it.name} value={it.name}>
          {it.label}
        </option>
      ))}
    </optgroup>
  );
}
