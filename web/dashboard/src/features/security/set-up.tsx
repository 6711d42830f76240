import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { call, explain } from '../../lib/api';
import { t } from '../../lib/page-text';
import type { FreshFactor, RecoveryCodes } from '../../lib/wire';
import { Button } from '../../ui/button';
import { CopyBox } from '../../ui/copy';
import { InputField } from '../../ui/field';
import { Failed, Skeletons } from '../../ui/states';

interface Props {
  /** The codes were kept. */
  onDone: () => void;
  last: string;
}

/** The square code, a first code that confirms it, and the recovery codes, once. */
export function SetUp({ onDone, last }: Props) {
  const [codes, setCodes] = useState<string[] | null>(null);
  // Each begin draws a secret of its own: it is asked for once, and never again by itself.
  const fresh = useQuery({
    queryKey: ['fresh-factor'],
    queryFn: () => call<FreshFactor>('POST', '/api/me/second-factor'),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  if (codes) return <Codes codes={codes} last={last} onDone={onDone} />;
  if (fresh.isError) return <Failed error={fresh.error} onRetry={() => void fresh.refetch()} />;
  if (!fresh.data) return <Skeletons count={3} />;
  return (
    <div className="flex flex-col gap-4">
      <p>{t('factor.scan')}</p>
      <Picture fresh={fresh.data} />
      <CopyBox label={t('factor.or_type')} text={spaced(fresh.data.secret)} />
      <Confirmation onCodes={setCodes} />
    </div>
  );
}

/** Dark dots on white in any colours: a camera must tell them apart. */
function Picture({ fresh: { size, path } }: { fresh: FreshFactor }) {
  return (
    <svg
      role="img"
      aria-label={t('factor.picture')}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      className="mx-auto size-48 rounded-card border border-line bg-white"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000000" />
    </svg>
  );
}

function spaced(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}

function Confirmation({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const form = useForm({ defaultValues: { code: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ code }) => {
    try {
      onCodes((await call<RecoveryCodes>('POST', '/api/me/second-factor/confirm', { code })).codes);
    } catch (error) {
      form.setError('code', { message: explain(error, t('error.unreachable')) });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <InputField
        label={t('factor.code')}
        hint={t('factor.code_hint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={errors.code?.message}
        {...form.register('code', { required: t('field.needed') })}
      />
      <Button type="submit" look="primary" busy={isSubmitting} className="self-end">
        {t('factor.confirm')}
      </Button>
    </form>
  );
}

function Codes({ codes, last, onDone }: { codes: string[]; last: string; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <p>{t('factor.codes_about')}</p>
      <CopyBox label={t('factor.codes')} text={codes.join('\n')} />
      <Button look="primary" className="self-end" onClick={onDone}>
        {last}
      </Button>
    </div>
  );
}
