import {
  Calendar,
  Ellipsis,
  FileText,
  MessageCircleQuestion,
  NotebookPen,
  Pause,
  Pencil,
  Play,
  RotateCw,
  Square,
  Trash2,
} from 'lucide-react';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { useNow } from '../../lib/clock';
import { takeSource } from '../../lib/live/patches';
import { t } from '../../lib/page-text';
import { locale } from '../../lib/text';
import { ago, fileSize, fullTime } from '../../lib/when';
import type { SourceView } from '../../lib/wire';
import { Button, IconButton } from '../../ui/button';
import { Menu, MenuItem } from '../../ui/menu';
import { limitsOf, pause, useReach } from './reach/reach';
import { SourceStateCell } from './source-state';
import { tw } from './text';

const number = new Intl.NumberFormat(locale);
const CELL = 'px-3 py-2.5 align-top';
const ICONS = { file: FileText, page: FileText, text: NotebookPen, pair: MessageCircleQuestion };

interface Props {
  source: SourceView;
  /** Answers that cite it. */
  answers: number;
  onShow: (view?: 'answers') => void;
  onEdit: () => void;
  onReach: () => void;
  onRemove: () => void;
}

/** One source: how far it is learnt, for whom it is, and what can be done with it. */
export function SourceRow({ source, answers, onShow, ...does }: Props) {
  const now = useNow();
  const reach = useReach(source.id);
  const limits = limitsOf(reach, now);
  const { is } = source.state;
  const goesOn = is === 'waiting' || is === 'reading' || is === 'indexing';
  const Icon = ICONS[source.kind];
  const written = source.kind === 'text' || source.kind === 'pair' ? source.kind : null;
  return (
    <tr className="border-b border-line last:border-0 hover:bg-fg/3 max-md:grid max-md:grid-cols-[1fr_auto] max-md:p-1">
      <td className={`${CELL} max-md:pb-0`}>
        <button
          type="button"
          onClick={() => onShow()}
          className="flex min-h-6 items-start gap-2 text-start font-medium hover:underline"
        >
          <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-muted" />
          <span dir="auto">{source.title || source.name}</span>
        </button>
        <p className="ps-6 text-xs text-muted">
          {written ? t(`source.${written}`) : `${source.name} · ${fileSize(source.bytes)}`}
        </p>
        {limits.length > 0 && (
          <p className="mt-0.5 flex items-center gap-1 ps-6 text-xs font-medium text-waiting">
            {reach?.paused ? <Pause size={12} aria-hidden /> : <Calendar size={12} aria-hidden />}
            {limits.join(' · ')}
          </p>
        )}
      </td>
      <td className={`${CELL} max-md:col-span-2 max-md:row-start-2 max-md:ps-9`}>
        <SourceStateCell source={source} />
        {(is === 'failed' || is === 'stopped') && (
          <Button
            small
            className="mt-1.5"
            onClick={() => void order(source, 'retry')}
            icon={<RotateCw size={13} aria-hidden />}
          >
            {t('do.try_again')}
          </Button>
        )}
      </td>
      <td className={`${CELL} text-end tabular-nums max-md:hidden`}>
        {source.passages > 0 ? number.format(source.passages) : '–'}
      </td>
      <td className={`${CELL} text-end whitespace-nowrap max-md:hidden`}>
        {answers > 0 ? (
          <button
            type="button"
            onClick={() => onShow('answers')}
            aria-label={t('source.uses_of', { count: answers, name: source.title })}
            className="min-h-6 tabular-nums text-accent hover:underline"
          >
            {t('source.uses', { count: answers })}
          </button>
        ) : (
          <span className="text-muted">–</span>
        )}
      </td>
      <td className={`${CELL} text-end whitespace-nowrap text-muted max-md:hidden`}>
        <time title={fullTime(source.changed_at)}>{ago(source.changed_at, now)}</time>
      </td>
      <td className="px-2 py-1.5 text-end align-top whitespace-nowrap max-md:col-start-2 max-md:row-start-1">
        {goesOn && (
          <IconButton label={t('source.stop')} onClick={() => void order(source, 'stop')}>
            <Square size={14} aria-hidden />
          </IconButton>
        )}
        <Menu
          trigger={
            <IconButton label={t('source.more', { name: source.title })} tip={false}>
              <Ellipsis size={16} aria-hidden />
            </IconButton>
          }
        >
          {written && (
            <MenuItem onChoose={does.onEdit}>
              <Pencil size={15} aria-hidden />
              {t('source.edit')}
            </MenuItem>
          )}
          <MenuItem onChoose={does.onReach}>
            <Calendar size={15} aria-hidden />
            {tw('reach.open')}
          </MenuItem>
          <MenuItem onChoose={() => void pause(source.id)}>
            {reach?.paused ? <Play size={15} aria-hidden /> : <Pause size={15} aria-hidden />}
            {t(reach?.paused ? 'source.resume' : 'source.pause')}
          </MenuItem>
          {!goesOn && (
            <MenuItem onChoose={() => void order(source, 'retry')}>
              <RotateCw size={15} aria-hidden />
              {t('source.again')}
            </MenuItem>
          )}
        </Menu>
        <IconButton label={t('source.remove_this', { name: source.title })} onClick={does.onRemove}>
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
}

function order(source: SourceView, verb: 'retry' | 'stop'): Promise<void> {
  return attempt(async () =>
    takeSource(await call<SourceView>('POST', `/api/sources/${source.id}/${verb}`)),
  );
}
