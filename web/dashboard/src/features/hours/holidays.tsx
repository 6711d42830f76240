import { Plus, X } from 'lucide-react';
import { t } from '../../lib/page-text';
import type { Wrong } from '../../lib/saving';
import type { HolidayView, HoursView } from '../../lib/wire';
import { Button, IconButton } from '../../ui/button';
import { InputField } from '../../ui/field';
import { Spans } from './spans';

interface Props {
  hours: HoursView;
  wrong: Wrong;
  leads: boolean;
  onChange: (hours: HoursView) => void;
}

/** Days that are closed or have hours of their own. */
export function Holidays({ hours, wrong, leads, onChange }: Props) {
  const holidays = hours.holidays ?? [];
  const set = (list: HolidayView[]) => onChange({ ...hours, holidays: list });
  return (
    <div>
      <h3 className="font-semibold">{t('hours.holidays')}</h3>
      <p className="mb-2 text-sm text-muted">{t('hours.holidays_about')}</p>
      {wrong.holidays && (
        <p role="alert" className="mb-2 text-sm text-danger">
          {wrong.holidays}
        </p>
      )}
      {holidays.length === 0 && <p className="text-muted">{t('hours.holidays_none')}</p>}
      <ul className="flex flex-col gap-3">
        {holidays.map((it, n) => (
          <One
            // biome-ignore lint/suspicious/noArrayIndexKey: a new one has nothing else of its own.
            key={n}
            holiday={it}
            field={`holidays.${n}`}
            wrong={wrong}
            leads={leads}
            onChange={(next) => set(holidays.map((old, other) => (other === n ? next : old)))}
            onRemove={() => set(holidays.filter((_, other) => other !== n))}
          />
        ))}
      </ul>
      {leads && (
        <Button
          small
          className="mt-3"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => set([...holidays, { date: '', yearly: false, name: '', spans: [] }])}
        >
          {t('hours.holiday_add')}
        </Button>
      )}
    </div>
  );
}

interface OneProps {
  holiday: HolidayView;
  field: string;
  wrong: Wrong;
  leads: boolean;
  onChange: (holiday: HolidayView) => void;
  onRemove: () => void;
}

function One({ holiday, field, wrong, leads, onChange, onRemove }: OneProps) {
  const name = holiday.name.trim() || t('hours.unnamed');
  return (
    <li className="rounded-card border border-line p-3">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-40 flex-1">
          <InputField
            label={t('hours.holiday_name')}
            value={holiday.name}
            autoComplete="off"
            error={wrong[`${field}.name`]}
            onChange={(event) => onChange({ ...holiday, name: event.target.value })}
          />
        </div>
        <div className="w-40">
          <InputField
            label={t('hours.holiday_date')}
            type="date"
            value={holiday.date}
            error={wrong[`${field}.date`]}
            onChange={(event) => onChange({ ...holiday, date: event.target.value })}
          />
        </div>
        <label className="flex min-h-8.5 items-center gap-2 md:mt-5.5 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={holiday.yearly ?? false}
            onChange={(event) => onChange({ ...holiday, yearly: event.target.checked })}
          />
          {t('hours.holiday_yearly')}
        </label>
        {leads && (
          <IconButton
            label={t('hours.holiday_remove', { name })}
            className="ms-auto md:mt-5.5"
            onClick={onRemove}
          >
            <X size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="mt-2">
        <Spans
          name={name}
          field={`${field}.spans`}
          spans={holiday.spans ?? []}
          wrong={wrong}
          leads={leads}
          onChange={(spans) => onChange({ ...holiday, spans })}
        />
      </div>
    </li>
  );
}
