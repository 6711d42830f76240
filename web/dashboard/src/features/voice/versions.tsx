import { queryOptions, useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../lib/api';
import { saveAssistant } from '../../lib/assistants';
import { attempt } from '../../lib/attempt';
import { fullTime } from '../../lib/when';
import type { Versions, VersionView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Confirm } from '../../ui/dialog';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { t } from './text';
import { VersionRow } from './version-row';

const SHOWN = 10;

// It begins as the query of the assistants does: whoever saves one reads its versions anew.
const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['assistants', id, 'versions'],
    queryFn: () => call<Versions>('GET', `/api/assistants/${id}/versions`),
  });

/** Who told an assistant what and when, and a way back to each of it. */
export function VersionList({ assistant }: { assistant: string }) {
  const found = useQuery(versionsQuery(assistant));
  const [asked, setAsked] = useState<VersionView | null>(null);
  const [all, setAll] = useState(false);
  if (found.isError && !found.data) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeletons count={3} />;
  const { versions } = found.data;
  const shown = all ? versions : versions.slice(0, SHOWN);
  const bringBack = ({ greeting, voice, guidance }: VersionView) =>
    attempt(async () => {
      await saveAssistant(assistant, { greeting, voice, guidance });
      toast(t('versions.brought'));
    });
  return (
    <Card title={t('versions.title')} about={t('versions.about')}>
      {versions.length === 0 ? (
        <Empty icon={<History size={20} aria-hidden />} title={t('versions.none')}>
          {t('versions.none_about')}
        </Empty>
      ) : (
        <ol className="divide-y divide-line rounded-card border border-line">
          {shown.map((it, at) => (
            <VersionRow
              key={it.version}
              version={it}
              before={versions[at + 1]}
              isNow={at === 0}
              onBack={() => setAsked(it)}
            />
          ))}
        </ol>
      )}
      {shown.length < versions.length && (
        <Button small className="mt-3" onClick={() => setAll(true)}>
          {t('versions.all', { count: versions.length - shown.length })}
        </Button>
      )}
      <Confirm
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t('versions.back_title')}
        effect={t('versions.back_effect', { time: asked ? fullTime(asked.at) : '' })}
        verb={t('versions.back')}
        look="primary"
        onConfirm={() => asked && bringBack(asked)}
      />
    </Card>
  );
}
