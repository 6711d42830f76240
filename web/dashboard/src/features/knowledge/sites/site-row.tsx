import {
  Calendar,
  CircleAlert,
  CircleCheck,
  Clock,
  Globe,
  KeyRound,
  Pause,
  Play,
  RotateCw,
  Tags,
  Trash2,
} from 'lucide-react';
import { call } from '../../../lib/api';
import { attempt } from '../../../lib/attempt';
import { useNow } from '../../../lib/clock';
import { takeSite } from '../../../lib/live/patches';
import { locale } from '../../../lib/text';
import { ago, fullTime } from '../../../lib/when';
import type { SiteSchedule, SiteView } from '../../../lib/wire';
import { Button, IconButton } from '../../../ui/button';
import { Progress } from '../../../ui/progress';
import { limitsOf, useReach } from '../reach/reach';
import { tw } from '../text';
import { orderSite, shortAddress } from './queries';

const number = new Intl.NumberFormat(locale);
export const SCHEDULES = ['by_hand', 'daily', 'weekly'] as const satisfies SiteSchedule[];
export const FEED_SCHEDULES = [
  'five_minutes',
  'quarter_hourly',
  'hourly',
  'daily',
  'by_hand',
] as const satisfies SiteSchedule[];

interface Props {
  site: SiteView;
  onShow: () => void;
  onReach: () => void;
  onKey: () => void;
  onRemove: () => void;
}

/** One website: how far it is read, and what can be done with it. */
export function SiteRow({ site, onShow, onReach, onKey, onRemove }: Props) {
  const limits = limitsOf(useReach(site.id), useNow());
  const name = shortAddress(site.address);
  const reads = site.state.is === 'waiting' || site.state.is === 'reading';
  const isFeed = site.reads === 'feed';
  const Icon = isFeed ? Tags : Globe;
  return (
    <li className="grid grid-cols-[1fr_auto] items-start gap-x-3 gap-y-1 border-t border-line px-3 py-2.5">
      <div className="min-w-0">
        <button
          type="button"
          onClick={onShow}
          aria-label={tw(isFeed ? 'feed.show' : 'website.show', { name })}
          className="flex min-h-6 max-w-full items-start gap-2 text-start font-medium hover:underline"
        >
          <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-muted" />
          <span className="min-w-0 break-words">{name}</span>
        </button>
        <div className="ps-6">
          <SiteState site={site} />
          <Rest site={site} />
          {limits.length > 0 && (
            <p className="text-xs font-medium text-waiting">{limits.join(' · ')}</p>
          )}
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-1.5 max-md:col-span-2 max-md:justify-start max-md:ps-6">
        <select
          aria-label={tw('website.schedule_of', { name })}
          value={site.schedule}
          onChange={(event) => void reschedule(site, event.target.value as SiteSchedule)}
          className="field h-8 w-auto py-0 text-sm"
        >
          {(isFeed ? FEED_SCHEDULES : SCHEDULES).map((it) => (
            <option key={it} value={it}>
              {tw(`website.${it}`)}
            </option>
          ))}
        </select>
        {reads && (
          <Button
            small
            icon={<Pause size={13} aria-hidden />}
            onClick={() => void orderSite(site, 'pause')}
          >
            {tw('website.pause')}
          </Button>
        )}
        {site.state.is === 'paused' && (
          <Button
            small
            icon={<Play size={13} aria-hidden />}
            onClick={() => void orderSite(site, 'resume')}
          >
            {tw('website.resume')}
          </Button>
        )}
        {(site.state.is === 'ready' || site.state.is === 'failed') && (
          <Button
            small
            icon={<RotateCw size={13} aria-hidden />}
            onClick={() => void orderSite(site, 'read')}
          >
            {tw('website.again')}
          </Button>
        )}
        {isFeed && (
          <IconButton label={tw('feed.change', { name })} onClick={onKey}>
            <KeyRound size={16} aria-hidden />
          </IconButton>
        )}
        <IconButton label={tw('reach.open')} onClick={onReach}>
          <Calendar size={16} aria-hidden />
        </IconButton>
        <IconButton label={tw('website.remove_this', { name })} onClick={onRemove}>
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </div>
    </li>
  );
}

function SiteState({ site }: { site: SiteView }) {
  const values = {
    read: number.format(site.read),
    all: number.format(Math.min(site.read + site.waiting, site.pages)),
  };
  const LINE = 'flex items-center gap-1.5 text-sm font-medium';
  switch (site.state.is) {
    case 'waiting':
      return (
        <p className={`${LINE} text-muted`}>
          <Clock size={14} aria-hidden />
          {tw('website.waiting')}
        </p>
      );
    case 'reading':
      if (site.reads === 'feed') {
        return <p className={`${LINE} text-accent`}>{tw('feed.reading', { count: site.read })}</p>;
      }
      return (
        <div className="max-w-80">
          <p className={`${LINE} text-accent`}>{tw('website.reading', values)}</p>
          <Progress
            value={site.read / Math.max(1, Math.min(site.read + site.waiting, site.pages))}
            label={tw('website.progress', { name: shortAddress(site.address) })}
          />
        </div>
      );
    case 'paused':
      return (
        <p className={`${LINE} text-muted`}>
          <Pause size={14} aria-hidden />
          {site.reads === 'feed'
            ? tw('feed.paused', { count: site.read })
            : tw('website.paused', values)}
        </p>
      );
    case 'ready':
      return (
        <p className={`${LINE} text-success`}>
          <CircleCheck size={14} aria-hidden />
          {tw(site.reads === 'feed' ? 'feed.ready' : 'website.ready', { count: site.read })}
        </p>
      );
    case 'failed':
      return (
        <>
          <p className={`${LINE} text-danger`}>
            <CircleAlert size={14} aria-hidden />
            {tw('website.failed')}
          </p>
          <p className="text-sm text-muted">{site.state.why}</p>
        </>
      );
  }
}

/** What was not read, and when it was read last. */
function Rest({ site }: { site: SiteView }) {
  const now = useNow();
  const skipped = site.skipped.reduce((sum, it) => sum + it.count, 0);
  const parts = [
    skipped > 0 && tw('website.skipped', { count: number.format(skipped) }),
    site.failed > 0 && tw('website.failures', { count: number.format(site.failed) }),
  ].filter(Boolean);
  if (parts.length === 0 && !site.read_at) return null;
  return (
    <p className="text-sm text-muted">
      {parts.join(', ')}
      {parts.length > 0 && site.read_at ? ' · ' : ''}
      {site.read_at && (
        <time title={fullTime(site.read_at)}>
          {tw('website.last', { ago: ago(site.read_at, now) })}
        </time>
      )}
    </p>
  );
}

function reschedule(site: SiteView, schedule: SiteSchedule): Promise<void> {
  return attempt(async () =>
    takeSite(await call<SiteView>('PATCH', `/api/sites/${site.id}`, { schedule })),
  );
}
