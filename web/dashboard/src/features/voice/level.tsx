import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { call, explain } from '../../lib/api';
import { client } from '../../lib/queries';
import { t as common } from '../../lib/text';
import type { LevelEffect, LevelName, LevelView } from '../../lib/wire';
import { Card } from '../../ui/card';
import { Option } from '../../ui/choice';
import { cx } from '../../ui/cx';
import { Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { t } from './text';

const levelQuery = (id: string) =>
  queryOptions({
    queryKey: ['level', id],
    queryFn: () => call<LevelView>('GET', `/api/assistants/${id}/level`),
  });

/** How sure it has to be, with what each choice would have made of last week. Counts at once. */
export function Level({ assistant }: { assistant: string }) {
  const found = useQuery(levelQuery(assistant));
  const { queryKey } = levelQuery(assistant);
  const save = useMutation({
    mutationFn: (level: LevelName) =>
      call<LevelView>('PUT', `/api/assistants/${assistant}/level`, { level }),
    onMutate: (level) => {
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (old) => old && { ...old, level });
      return before;
    },
    onSuccess: (now) => {
      client.setQueryData(queryKey, now);
      toast(t('level.saved'));
    },
    onError: (error, _, before) => {
      client.setQueryData(queryKey, before);
      toast(explain(error, common('error.unreachable')));
    },
  });
  if (found.isError && !found.data) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeletons count={3} />;
  const { level, levels, questions } = found.data;
  return (
    <Card title={t('level.title')} about={t('level.about')}>
      <fieldset className="grid gap-2">
        <legend className="sr-only">{t('level.title')}</legend>
        {levels.map((it) => (
          <Option
            key={it.level}
            name="level"
            chosen={it.level === level}
            onChoose={() => save.mutate(it.level)}
            label={t(`level.${it.level}`)}
            about={
              <>
                {t(`level.${it.level}_about`)}
                {questions > 0 && <Effect of={it} questions={questions} />}
              </>
            }
          />
        ))}
      </fieldset>
      <p className="mt-3 text-sm text-muted">
        {questions > 0 ? t('level.week', { count: questions }) : t('level.none')}
      </p>
    </Card>
  );
}

// Told apart by filling and outline, in the order in which they are named.
const FILLS = {
  answered: 'bg-accent border-accent',
  closest: 'bg-accent/35 border-accent',
  declined: 'bg-panel border-control',
};
const PARTS = ['answered', 'closest', 'declined'] as const;

function Effect({ of, questions }: { of: LevelEffect; questions: number }) {
  return (
    <span className="mt-2 block">
      <span aria-hidden className="flex h-2.5 w-full gap-0.5">
        {PARTS.map(
          (part) =>
            of[part] > 0 && (
              <span
                key={part}
                className={cx('block rounded-[3px] border', FILLS[part])}
                style={{ width: `${(of[part] / questions) * 100}%` }}
              />
            ),
        )}
      </span>
      <span className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {PARTS.map((part) => (
          <span key={part} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={cx('size-2.5 rounded-[3px] border', FILLS[part])} />
            {t(`level.${part}`, { count: of[part] })}
          </span>
        ))}
      </span>
    </span>
  );
}
