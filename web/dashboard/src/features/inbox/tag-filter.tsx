import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTags } from '../../lib/tags';
import { t } from '../../lib/text';

/** The tag of the address. */
export function useTagFilter(): string | null {
  const { tag } = useSearch({ strict: false });
  return tag ?? null;
}

/** One tag of those that conversations have; nothing where none has any. */
export function TagFilter({ tag }: { tag: string | null }) {
  const tags = useTags().filter((it) => it.conversations > 0 || it.tag === tag);
  const navigate = useNavigate();
  if (tags.length === 0 && tag === null) return null;
  const choose = (chosen: string) =>
    void navigate({
      to: '.',
      search: ({ tag: _, ...others }) => (chosen ? { ...others, tag: chosen } : others),
    });
  return (
    <div className="mx-4 mb-2">
      <select
        aria-label={t('tags.filter')}
        value={tag ?? ''}
        onChange={(event) => choose(event.target.value)}
        className="field border-line bg-bg text-sm"
      >
        <option value="">{t('tags.all')}</option>
        {tag !== null && tags.every((it) => it.tag !== tag) && <option value={tag}>{tag}</option>}
        {tags.map((it) => (
          <option key={it.tag} value={it.tag}>
            {it.text.name} ({it.conversations})
          </option>
        ))}
      </select>
    </div>
  );
}
