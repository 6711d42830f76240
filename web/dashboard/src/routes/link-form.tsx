import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { PASSWORD_CHARS_MIN } from '../../../shared/limits';
import { ApiProblem, codeOf, explain } from '../lib/api';
import { t } from '../lib/page-text';
import type { LinkView, UseLink } from '../lib/wire';
import { Button } from '../ui/button';
import { InputField } from '../ui/field';
import { Front } from '../ui/front';
import { CodeStep } from './code-step';

type Fields = { workspace: string; name: string; email: string; password: string; code: string };
type FieldName = keyof Fields;

const ASKED: Record<LinkView['kind'], FieldName[]> = {
  setup: ['workspace', 'name', 'email', 'password'],
  invite: ['name', 'password'],
  reset: ['password'],
  sign_in: [],
};

const FIELDS = {
  workspace: 'workspace',
  name: 'your_name',
  email: 'email',
  password: 'password',
} as const;

interface Props {
  link: LinkView;
  use: (fields: Omit<UseLink, 'token'>) => Promise<void>;
  onSpent: () => void;
}

export function LinkForm({ link, use, onSpent }: Props) {
  const [asksCode, setAsksCode] = useState(false);
  const asked: FieldName[] = asksCode ? [...ASKED[link.kind], 'code'] : ASKED[link.kind];
  const form = useForm<Fields>({
    defaultValues: {
      workspace: '',
      name: link.name ?? '',
      email: link.email ?? '',
      password: '',
      code: '',
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (fields) => {
    try {
      await use(
        Object.fromEntries(
          asked.map((name) => [name, name === 'password' ? fields[name] : fields[name].trim()]),
        ),
      );
    } catch (error) {
      if (codeOf(error) === 'link_spent') return onSpent();
      if (codeOf(error) === 'code_needed') return setAsksCode(true);
      const problems = error instanceof ApiProblem ? (error.problem.fields ?? []) : [];
      for (const { field, detail } of problems) {
        form.setError(field as FieldName, { message: detail }, { shouldFocus: true });
      }
      if (problems.length === 0) {
        form.setError('root', { message: explain(error, t('error.unreachable')) });
      }
    }
  });
  const input = (name: FieldName, rest: Partial<Parameters<typeof InputField>[0]> = {}) =>
    asked.includes(name) && (
      <InputField
        label={name === 'code' ? t('factor.any_code') : t(`field.${FIELDS[name]}`)}
        error={errors[name]?.message}
        {...rest}
        {...form.register(name, {
          validate: (value) => check(name, value),
        })}
      />
    );
  return (
    <Front title={t(`link.${link.kind}`, { workspace: link.workspace })} about={about(link)}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {errors.root && (
          <p role="alert" className="rounded-control bg-danger/10 px-3 py-2 text-danger">
            {errors.root.message}
          </p>
        )}
        {link.email && link.kind !== 'setup' && (
          <input type="hidden" autoComplete="username" value={link.email} readOnly />
        )}
        {input('workspace', { autoComplete: 'organization', hint: t('link.workspace_hint') })}
        {input('name', { autoComplete: 'name', hint: t('link.name_hint') })}
        {input('email', { type: 'email', autoComplete: 'username' })}
        {input('password', {
          type: 'password',
          autoComplete: 'new-password',
          hint: t('link.password_hint', { count: PASSWORD_CHARS_MIN }),
        })}
        {input('code', {
          autoComplete: 'one-time-code',
          autoFocus: true,
          hint: t('factor.any_code_hint'),
        })}
        <Button type="submit" look="primary" busy={isSubmitting} className="mt-1 h-10">
          {t(`link.do_${link.kind}`)}
        </Button>
      </form>
    </Front>
  );
}

/** Asks for the code alone, where the link would sign in at once. */
export function CodeForm({ use, onSpent }: Omit<Props, 'link'>) {
  const form = useForm({ defaultValues: { code: '' } });
  const submit = form.handleSubmit(async ({ code }) => {
    try {
      await use({ code });
    } catch (error) {
      if (codeOf(error) === 'link_spent') return onSpent();
      form.setError('code', { message: explain(error, t('error.unreachable')) });
    }
  });
  return <CodeStep form={form} submit={submit} />;
}

function about(link: LinkView): string | undefined {
  if (link.kind === 'setup') return t('link.setup_about');
  return link.email ? t('link.for', { email: link.email }) : undefined;
}

function check(name: FieldName, value: string): string | true {
  if (name === 'password') {
    const long = [...value].length >= PASSWORD_CHARS_MIN;
    return long || t('link.password_hint', { count: PASSWORD_CHARS_MIN });
  }
  if (!value.trim()) return t(name === 'email' ? 'field.email_needed' : 'field.needed');
  return name !== 'email' || /^\S+@\S+$/.test(value.trim()) || t('field.email_wrong');
}
