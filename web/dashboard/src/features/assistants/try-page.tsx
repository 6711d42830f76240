import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem, call, explain } from '../../lib/api';
import { t } from '../../lib/page-text';
import type { TriedPage } from '../../lib/wire';
import { Button } from '../../ui/button';
import { InputField } from '../../ui/field';

interface Props {
  include: string[];
  exclude: string[];
}

/** A page put to the patterns, saved or not. */
export function TryPage({ include, exclude }: Props) {
  const [address, setAddress] = useState('');
  const tried = useMutation({
    mutationFn: () => call<TriedPage>('POST', '/api/pages/try', { include, exclude, address }),
  });
  const error = tried.error;
  const field = error instanceof ApiProblem ? error.problem.fields?.[0]?.detail : undefined;
  const attempt = () => {
    if (address.trim()) tried.mutate();
  };
  return (
    <div className="rounded-card border border-line bg-bg p-3">
      <InputField
        label={t('live.try')}
        hint={t('live.try_hint')}
        error={error ? (field ?? explain(error, t('error.unreachable'))) : undefined}
        type="url"
        placeholder="https://shop.example/pricing"
        value={address}
        onChange={(event) => {
          setAddress(event.target.value);
          tried.reset();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // It is asked; the form around it is not saved.
          event.preventDefault();
          attempt();
        }}
      />
      <div className="mt-2 flex min-h-8 flex-wrap items-center gap-3">
        <Button small busy={tried.isPending} disabled={!address.trim()} onClick={attempt}>
          {t('live.try_do')}
        </Button>
        <p role="status" className="min-w-0 text-sm">
          {tried.data && (
            <>
              <strong className="font-semibold">
                {t(tried.data.speaks ? 'live.try_speaks' : 'live.try_silent')}
              </strong>{' '}
              <span className="text-muted">
                {tried.data.pattern
                  ? t('live.try_by', { pattern: tried.data.pattern })
                  : t('live.try_by_none')}
              </span>
            </>
          )}
        </p>
      </div>
    </div>
  );
}
