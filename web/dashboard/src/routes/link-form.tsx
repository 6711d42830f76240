import { useForm } from 'react-hook-form';
import { ApiProblem, codeOf, explain } from '../lib/api';
import { t } from '../lib/text';
import type { LinkView, UseLink } from '../lib/wire';
import { Button } from '../ui/button';
import { InputField } from '../ui/field';
import { Front } from '../ui/front';

/** As the server demands it; told here before it is asked. */
export const PASSWORD_CHARS_MIN = 10;

type Fields = { workspace: string; name: string; email: string; password: string };
type FieldName = keyof Fields;

const ASKED: Record<LinkView['kind'], FieldName[]> = {
  setup: ['workspace', 'name', 'email', 'password'],
  invite: ['name', 'password'],
  reset: ['password'],
  sign_in: [],
};

interface Props {
  link: LinkView;
  use: (fields: Omit<UseLink, 'token'>) => Promise<void>;
  onSpent: () => void;
}

export function LinkForm({ link, use, onSpent }: Props) {
  const asked = ASKED[link.kind];
  const form = useForm<Fields>({
    defaultValues: {
      workspace: link.kind === 'setup' ? link.workspace : '',
      name: link.name ?? '',
      email: link.email ?? '',
      password: '',
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
        label={t(`field.${name === 'name' ? 'your_name' : name}`)}
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
        <Button type="submit" look="primary" busy={isSubmitting} className="mt-1 h-10">
          {t(`link.do_${link.kind}`)}
        </Button>
      </form>
    </Front>
  );
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
