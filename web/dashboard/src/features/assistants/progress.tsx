import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../lib/page-text';
import { progressQuery } from '../../lib/queries';
import { locale } from '../../lib/text';
import { fullTime } from '../../lib/when';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Confirm } from '../../ui/dialog';
import { Failed, Skeletons } from '../../ui/states';
import { removeRehearsals } from './acts';

const number = new Intl.NumberFormat(locale);
const share = new Intl.NumberFormat(locale, { style: 'percent' });

/** What happened at this step, in plain numbers, so that the next one can be dared. */
export function ProgressCard({ id }: { id: string }) {
  const found = useQuery(progressQuery(id));
  const [asked, setAsked] = useState(false);
  if (found.isError) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  const it = found.data;
  if (!it) return <Skeletons count={2} />;
  const decided = it.sent_as_is + it.sent_edited + it.dismissed;
  const facts = [
    ['live.conversations', it.conversations],
    ['live.answered', it.answered],
    ['live.drafted', it.drafts],
    ['live.as_is', it.sent_as_is],
    ['live.edited', it.sent_edited],
    ['live.dismissed', it.dismissed],
  ] as const;
  return (
    <Card title={t('live.since')} about={t('live.since_about', { time: fullTime(it.since) })}>
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-3">
        {facts.map(([key, count]) => (
          <div key={key} className="rounded-control bg-bg px-3 py-2">
            <dt className="text-sm text-muted">{t(key)}</dt>
            <dd className="text-lg font-semibold tabular-nums">{number.format(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted">
        {decided > 0
          ? t('live.ready', { share: share.format(it.sent_as_is / decided) })
          : it.conversations === 0 && t('live.not_yet')}
      </p>
      <div className="mt-3">
        <Button small onClick={() => setAsked(true)}>
          {t('rehearsals.remove')}
        </Button>
      </div>
      <Confirm
        open={asked}
        onClose={() => setAsked(false)}
        title={t('rehearsals.remove_title')}
        effect={t('rehearsals.remove_effect')}
        verb={t('rehearsals.remove')}
        onConfirm={removeRehearsals}
      />
    </Card>
  );
}
