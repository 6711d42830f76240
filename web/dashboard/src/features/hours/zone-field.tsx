import { useId } from 'react';
import { t } from '../../lib/page-text';
import { InputField } from '../../ui/field';

const ZONES = Intl.supportedValuesOf('timeZone');

interface Props {
  zone: string;
  error: string | undefined;
  onChange: (zone: string) => void;
}

/** A time zone, found by typing a part of its name. */
export function ZoneField({ zone, error, onChange }: Props) {
  const list = useId();
  return (
    <div className="max-w-80">
      <InputField
        label={t('hours.zone')}
        hint={t('hours.zone_hint')}
        list={list}
        value={zone}
        autoComplete="off"
        spellCheck={false}
        error={error}
        onChange={(event) => onChange(event.target.value.trim())}
      />
      <datalist id={list}>
        {ZONES.map((it) => (
          <option key={it} value={it} />
        ))}
      </datalist>
    </div>
  );
}
