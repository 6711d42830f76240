import { ChevronDown, RotateCcw } from 'lucide-react';
import { useId, useState } from 'react';
import { useNow } from '../../lib/clock';
import { locale } from '../../lib/text';
import { ago, fullTime } from '../../lib/when';
import type { VersionView } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { changed, changes, whole } from './changes';
import { Marked } from './marked';
import { t } from './text';

const list = new Intl.ListFormat(locale, { type: 'unit' });

interface Props {
  version: VersionView;
  /** None for the first that is kept. */
  before: VersionView | undefined;
  isNow: boolean;
  onBack: () => void;
}

/** One version: who and when in a line, and on demand what changed with it. */
export function VersionRow({ version, before, isNow, onBack }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const now = useNow();
  const { by, at } = version;
  const what = before ? list.format(changed(before, version)) : t('versions.start');
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        className="flex min-h-12 w-full items-center gap-3 px-3 py-2 text-start hover:bg-fg/4"
      >
        {by && <Avatar id={by.id} name={by.name} picture={by.picture} size={24} />}
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2">
            {by && (
              <span className="font-medium" dir="auto">
                {by.name}
              </span>
            )}
            <time dateTime={new Date(at).toISOString()} title={fullTime(at)} className="text-muted">
              {by ? ago(at, now) : t('versions.start')}
            </time>
            {isNow && (
              <span className="rounded-full bg-accent px-2 text-xs leading-5 font-semibold text-on-accent">
                {t('versions.now')}
              </span>
            )}
          </span>
          {before && <span className="block text-sm text-muted">{what}</span>}
        </span>
        <ChevronDown size={16} aria-hidden className={cx('text-muted', open && 'rotate-180')} />
      </button>
      {open && (
        <div id={id} className="px-3 pb-4">
          <Details version={version} before={before} />
          {!isNow && (
            <Button
              small
              className="mt-3"
              icon={<RotateCcw size={14} aria-hidden />}
              onClick={onBack}
            >
              {t('versions.back')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function Details({ version, before }: Pick<Props, 'version' | 'before'>) {
  const all = before ? changes(before, version) : whole(version);
  if (all.length === 0) return <p className="text-muted">{t('versions.same')}</p>;
  return (
    <dl className="grid gap-3">
      {all.map((it) => (
        <Marked key={it.field} change={it} />
      ))}
    </dl>
  );
}
