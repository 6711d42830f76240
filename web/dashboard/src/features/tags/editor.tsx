import { type FormEvent, useState } from 'react';
import { ApiProblem, call, explain } from '../../lib/api';
import { linesOf, retakeTags, wordOf } from '../../lib/tags';
import { t as common } from '../../lib/text';
import type { TagColour, TagText, TagView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Toggle } from '../../ui/choice';
import { Confirm } from '../../ui/dialog';
import { Field, InputField, TextField } from '../../ui/field';
import { SaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';
import { Past } from './past';
import { t } from './text';

const COLOURS: readonly TagColour[] = [
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'pink',
];

const BLANK: Required<TagText> = {
  name: '',
  colour: 'grey',
  description: '',
  how_to: '',
  examples: [],
  by_meaning: true,
};

interface Props {
  /** None for one that is to be made. */
  tag: TagView | null;
  onDone: () => void;
}

/** What is said of a tag: made, changed, archived, and applied to past conversations. */
export function Editor({ tag, onDone }: Props) {
  const known = { ...BLANK, ...tag?.text };
  const saved = { ...known, lines: known.examples.join('\n') };
  const [draft, setDraft] = useState(saved);
  const [wrong, setWrong] = useState<{ field: string; detail: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<typeof saved>) => setDraft({ ...draft, ...change });
  const word = tag?.tag ?? wordOf(draft.name);
  const unsaved = JSON.stringify(draft) !== JSON.stringify(saved) || tag?.described === false;
  const save = async () => {
    const { lines, ...text } = draft;
    setBusy(true);
    const problem = await store(tag, word, { ...text, examples: linesOf(lines) });
    setBusy(false);
    setWrong(problem);
    if (problem) return false;
    toast(common('done.saved'));
    if (!tag) onDone();
    return true;
  };
  const said = (field: string) => (wrong?.field === `text.${field}` ? wrong.detail : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <div className="flex flex-wrap items-start gap-3">
          <div className="min-w-60 flex-1">
            <InputField
              label={t('tags.name')}
              hint={word && t('tags.name_hint', { tag: word })}
              autoComplete="off"
              maxLength={60}
              value={draft.name}
              error={said('name') ?? (wrong?.field === 'tag' ? wrong.detail : undefined)}
              onChange={(event) => set({ name: event.target.value })}
            />
          </div>
          <Field label={t('tags.colour')}>
            {(ids) => (
              <select
                {...ids}
                value={draft.colour}
                onChange={(event) => set({ colour: event.target.value as TagColour })}
                className="field tag font-medium"
                data-colour={draft.colour}
              >
                {COLOURS.map((it) => (
                  <option key={it} value={it}>
                    {t(`colour.${it}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <InputField
          label={t('tags.description')}
          hint={t('tags.description_hint')}
          value={draft.description}
          error={said('description')}
          onChange={(event) => set({ description: event.target.value })}
        />
        <TextField
          label={t('tags.examples')}
          hint={t('tags.examples_hint')}
          rows={5}
          value={draft.lines}
          error={said('examples')}
          onChange={(event) => set({ lines: event.target.value })}
        />
        <TextField
          label={t('tags.how_to')}
          hint={t('tags.how_to_hint')}
          value={draft.how_to}
          error={said('how_to')}
          onChange={(event) => set({ how_to: event.target.value })}
        />
        <Toggle
          label={t('tags.tagger')}
          about={t('tags.tagger_about')}
          on={draft.by_meaning}
          onChange={(on) => set({ by_meaning: on })}
        />
        {tag ? (
          <SaveRow unsaved={unsaved} busy={busy} onDiscard={() => setDraft(saved)} onSave={save}>
            {tag.described && <Archive tag={tag} />}
          </SaveRow>
        ) : (
          <div className="flex justify-end gap-3">
            <Button onClick={onDone}>{common('do.cancel')}</Button>
            <Button type="submit" look="primary" busy={busy} disabled={!word}>
              {t('tags.make')}
            </Button>
          </div>
        )}
      </form>
      {tag?.described && !tag.archived && <Past tag={tag.tag} unsaved={unsaved} />}
    </>
  );
}

/** What was wrong, or null. One that nobody described is made by its first description. */
async function store(tag: TagView | null, word: string, text: TagText) {
  try {
    if (tag?.described) await call('PATCH', `/api/tags/${word}`, { text });
    else await call('POST', '/api/tags', { tag: word, text });
    await retakeTags();
    return null;
  } catch (error) {
    const detail = explain(error, common('error.unreachable'));
    const field = error instanceof ApiProblem ? error.problem.fields?.[0]?.field : null;
    if (!field) toast(detail);
    return { field: field ?? '', detail };
  }
}

function Archive({ tag }: { tag: TagView }) {
  const [asks, setAsks] = useState(false);
  const change = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      toast(explain(error, common('error.unreachable')));
    }
    await retakeTags();
  };
  const path = `/api/tags/${tag.tag}`;
  if (tag.archived) {
    const back = () => change(() => call('PATCH', path, { archived: false }));
    return <Button onClick={() => void back()}>{t('tags.bring_back')}</Button>;
  }
  return (
    <>
      <Button look="danger" onClick={() => setAsks(true)}>
        {t('tags.archive')}
      </Button>
      <Confirm
        open={asks}
        onClose={() => setAsks(false)}
        title={t('tags.archive_title', { name: tag.text.name })}
        effect={t('tags.archive_effect')}
        verb={t('tags.archive')}
        onConfirm={() => change(() => call('DELETE', path))}
      />
    </>
  );
}
