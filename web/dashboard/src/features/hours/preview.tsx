import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Moon } from 'lucide-react';
import { useDeferredValue } from 'react';
import { call } from '../../lib/api';
import { t } from '../../lib/page-text';
import { locale } from '../../lib/text';
import type { HoursNow, HoursView } from '../../lib/wire';
import { changeDay } from './week';

/** What the hours would come to now, as the server reckons it. */
export function Preview({ hours }: { hours: HoursView }) {
  const asked = useDeferredValue(hours);
  const now = useQuery({
    queryKey: ['hours-preview', asked],
    queryFn: ({ signal }) => call<HoursNow>('POST', '/api/hours/preview', asked, signal),
    placeholderData: (old) => old,
    retry: false,
    gcTime: 0,
  });
  const wrong = now.isError;
  const open = now.data?.open ?? false;
  const Icon = open ? CircleCheck : Moon;
  return (
    <p
      role="status"
      className="flex items-center gap-2 rounded-control border border-line bg-bg px-3 py-2 font-medium"
    >
      <Icon size={18} aria-hidden className={open && !wrong ? 'text-success' : 'text-muted'} />
      {wrong ? t('hours.wrong') : now.data ? sentence(now.data) : t('state.loading')}
    </p>
  );
}

function sentence({ open, change }: HoursNow): string {
  if (!change) return t(open ? 'hours.open_always' : 'hours.shut_always');
  const day = changeDay(change);
  const time = change.time;
  const at =
    day === 'day'
      ? t('hours.at_day', { day: weekday(change.date), time })
      : t(`hours.at_${day}`, { time });
  return t(open ? 'hours.open' : 'hours.shut', { time: at });
}

/** The date is that of the zone of the hours, so it is read without one. */
function weekday(date: string): string {
  const at = new Date(`${date}T12:00:00Z`);
  const days = (at.getTime() - Date.now()) / 86_400_000;
  const far = days > 6 ? ({ day: 'numeric', month: 'long' } as const) : {};
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC', ...far });
  return format.format(at);
}
