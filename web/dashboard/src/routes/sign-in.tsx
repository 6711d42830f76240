import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { ApiProblem, call, codeOf, explain } from '../lib/api';
import { forgetSession } from '../lib/live/index';
import { t } from '../lib/page-text';
import { client, meQuery } from '../lib/queries';
import { read, write } from '../lib/storage';
import type { Me } from '../lib/wire';
import { Button } from '../ui/button';
import { InputField } from '../ui/field';
import { Front } from '../ui/front';
import { CodeStep } from './code-step';

interface Fields {
  email: string;
  password: string;
  code: string;
}

export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const form = useForm<Fields>({
    defaultValues: { email: read<string>('email') ?? '', password: '', code: '' },
  });
  const [asksCode, setAsksCode] = useState(false);
  const { errors, isSubmitting } = form.formState;
  const { setFocus, getValues } = form;
  useEffect(() => setFocus(getValues('email') ? 'password' : 'email'), [setFocus, getValues]);

  const submit = form.handleSubmit(async (fields) => {
    try {
      const { code, ...known } = fields;
      const me = await call<Me>('POST', '/api/session', asksCode ? { ...known, code } : known);
      write('email', fields.email);
      forgetSession();
      client.setQueryData(meQuery.queryKey, me);
      await navigate({ href: inside(next), replace: true });
    } catch (error) {
      if (codeOf(error) === 'code_needed') return setAsksCode(true);
      if (asksCode && codeOf(error) !== 'wrong_password') {
        form.resetField('code');
        form.setError('code', { message: refused(error) }, { shouldFocus: true });
        return;
      }
      setAsksCode(false);
      form.setError('root', { message: refused(error) });
      form.resetField('password');
      form.setFocus('password');
    }
  });

  if (asksCode) {
    return (
      <CodeStep form={form} submit={submit}>
        <Button
          look="quiet"
          onClick={() => {
            form.resetField('password');
            form.resetField('code');
            setAsksCode(false);
          }}
        >
          {t('factor.other')}
        </Button>
      </CodeStep>
    );
  }
  return (
    <Front title={t('sign_in.title')}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {errors.root && (
          <p role="alert" className="rounded-control bg-danger/10 px-3 py-2 text-danger">
            {errors.root.message}
          </p>
        )}
        <InputField
          label={t('field.email')}
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          {...form.register('email', { required: t('field.email_needed') })}
        />
        <InputField
          label={t('field.password')}
          type="password"
          autoComplete="current-password"
          error={errors.password?.message}
          {...form.register('password', { required: t('field.password_needed') })}
        />
        <Button type="submit" look="primary" busy={isSubmitting} className="mt-1 h-10">
          {t('sign_in.do')}
        </Button>
        <Link to="/forgot" className="text-sm font-medium text-accent hover:underline">
          {t('sign_in.forgot')}
        </Link>
      </form>
    </Front>
  );
}

/** Only an address of ours: another one would let a link lead elsewhere after signing in. */
export function inside(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/inbox/waiting';
}

function refused(error: unknown): string {
  if (!(error instanceof ApiProblem)) return t('error.unreachable');
  const { code } = error.problem;
  if (code === 'wrong_password') return t('sign_in.wrong');
  if (code !== 'too_fast') return explain(error, t('error.title'));
  const seconds = error.retryAfterSeconds;
  return seconds ? t('sign_in.too_fast', { wait: waitText(seconds) }) : error.message;
}

function waitText(seconds: number): string {
  return seconds < 60
    ? t('time.seconds', { count: seconds })
    : t('time.minutes', { count: Math.ceil(seconds / 60) });
}
