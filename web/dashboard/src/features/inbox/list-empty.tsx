import { Link } from '@tanstack/react-router';
import { CircleCheck, Drama, Inbox, Search, Sparkles, User } from 'lucide-react';
import { t } from '../../lib/text';
import type { View } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/states';

const ICONS = {
  waiting: CircleCheck,
  mine: User,
  assistant: Sparkles,
  all: Inbox,
  resolved: Inbox,
  rehearsals: Drama,
};

interface Props {
  view: View;
  filter: string;
  team: string | null;
  tag: string | null;
  onClear: () => void;
}

/** Nothing here: says why, and what to do next. */
export function ListEmpty({ view, filter, team, tag, onClear }: Props) {
  if (filter.trim()) {
    return (
      <Empty icon={<Search size={20} aria-hidden />} title={t('empty.filtered', { words: filter })}>
        <p className="mb-3">{t('empty.filtered_about')}</p>
        <Button onClick={onClear}>{t('list.clear')}</Button>
      </Empty>
    );
  }
  if (tag) {
    return (
      <Empty icon={<Search size={20} aria-hidden />} title={t('empty.tag')}>
        <p>{t('empty.tag_about')}</p>
      </Empty>
    );
  }
  if (team) {
    return (
      <Empty icon={<CircleCheck size={20} aria-hidden />} title={t('empty.team')}>
        <p>{t('empty.team_about')}</p>
      </Empty>
    );
  }
  const Icon = ICONS[view];
  return (
    <Empty icon={<Icon size={20} aria-hidden />} title={t(`empty.${view}`)}>
      <p>{t(`empty.${view}_about`)}</p>
      {view === 'all' && (
        <Link to="/settings/assistants" className="mt-2 inline-block text-accent underline">
          {t('empty.to_snippet')}
        </Link>
      )}
    </Empty>
  );
}
