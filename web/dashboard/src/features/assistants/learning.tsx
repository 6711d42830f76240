import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BookOpen } from 'lucide-react';
import { call, explain } from '../../lib/api';
import { t } from '../../lib/page-text';
import { client, learningQuery, sitesQuery, sourcesQuery } from '../../lib/queries';
import type { Learning } from '../../lib/wire';
import { Card } from '../../ui/card';
import { Option, Toggle } from '../../ui/choice';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { useAssistant } from './page';

/** Which of the workspace's sources an assistant answers from. Each switch counts at once. */
export function LearningPage() {
  const id = useAssistant()?.id ?? '';
  const learning = useQuery({ ...learningQuery(id), enabled: id !== '' });
  const sources = useQuery(sourcesQuery);
  const sites = useQuery(sitesQuery);
  const save = useMutation({
    mutationFn: (asked: Learning) =>
      call<Learning>('PATCH', `/api/assistants/${id}/sources`, asked),
    onMutate: (asked) => {
      const before = learning.data;
      client.setQueryData(learningQuery(id).queryKey, asked);
      return before;
    },
    onSuccess: (now) => {
      client.setQueryData(learningQuery(id).queryKey, now);
      toast(t('learning.saved'));
    },
    onError: (error, _, before) => {
      client.setQueryData(learningQuery(id).queryKey, before);
      toast(explain(error, t('error.unreachable')));
    },
  });
  const failed = learning.error ?? sources.error ?? sites.error;
  if (failed && !(learning.data && sources.data && sites.data)) {
    const retry = () => void Promise.all([learning.refetch(), sources.refetch(), sites.refetch()]);
    return <Failed error={failed} onRetry={retry} />;
  }
  if (!learning.data || !sources.data || !sites.data) return <Skeletons count={4} />;
  const { all, sources: chosen = [] } = learning.data;
  const known = [
    ...sites.data.sites.map((it) => ({ id: it.id, title: it.address, name: t('website.list') })),
    ...sources.data.sources,
  ];
  const toggle = (source: string, on: boolean) =>
    save.mutate({
      all: false,
      sources: on ? [...chosen, source] : chosen.filter((it) => it !== source),
    });
  return (
    <Card title={t('learning.title')} about={t('learning.about')}>
      <fieldset className="grid gap-2">
        <legend className="sr-only">{t('learning.title')}</legend>
        <Option
          name="learning"
          label={t('learning.all')}
          about={t('learning.all_about')}
          chosen={all}
          onChoose={() => save.mutate({ all: true, sources: [] })}
        />
        <Option
          name="learning"
          label={t('learning.some')}
          about={t('learning.some_about')}
          chosen={!all}
          onChoose={() => save.mutate({ all: false, sources: chosen })}
        />
      </fieldset>
      {known.length === 0 ? (
        <Empty icon={<BookOpen size={20} aria-hidden />} title={t('learning.none')}>
          <p>{t('learning.none_about')}</p>
          <Link to="/knowledge" className="mt-2 inline-block text-accent underline">
            {t('learning.to_knowledge')}
          </Link>
        </Empty>
      ) : (
        <>
          <h3 className="mt-5 mb-3 text-sm font-semibold">{t('learning.which')}</h3>
          <ul className="grid gap-3">
            {known.map((it) => (
              <li key={it.id}>
                <Toggle
                  label={it.title || it.name}
                  about={it.name}
                  on={all || chosen.includes(it.id)}
                  disabled={all}
                  onChange={(on) => toggle(it.id, on)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
