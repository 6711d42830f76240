import { Copy } from 'lucide-react';
import { t } from '../../lib/page-text';
import type { Wrong } from '../../lib/saving';
import { locale } from '../../lib/text';
import type { HoursView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { toast } from '../../ui/toast';
import { Spans } from './spans';
import { asMonday, DAYS, type Day, withDay } from './week';

interface Props {
  hours: HoursView;
  wrong: Wrong;
  leads: boolean;
  onChange: (hours: HoursView) => void;
}

/** A line for each weekday. */
export function WeekGrid({ hours, wrong, leads, onChange }: Props) {
  return (
    <div>
      <div className="mb-1 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{t('hours.week')}</h3>
        {leads && (
          <Button
            small
            icon={<Copy size={14} aria-hidden />}
            onClick={() => {
              onChange(asMonday(hours));
              toast(t('hours.copied'));
            }}
          >
            {t('hours.copy')}
          </Button>
        )}
      </div>
      <p className="mb-2 text-sm text-muted">{t('hours.week_hint')}</p>
      <ul className="divide-y divide-line rounded-card border border-line">
        {DAYS.map((day) => (
          <li key={day} className="flex flex-wrap items-start gap-x-4 gap-y-1 px-3 py-2">
            <span className="w-28 shrink-0 pt-1.5 font-medium">{dayName(day)}</span>
            <Spans
              name={dayName(day)}
              field={`week.${day}`}
              spans={hours.week[day]}
              wrong={wrong}
              leads={leads}
              onChange={(spans) => onChange(withDay(hours, day, spans))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** In the reader's language: 5 January 1970 was a Monday. */
function dayName(day: Day): string {
  const at = new Date(Date.UTC(1970, 0, 5 + DAYS.indexOf(day)));
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(at);
}
