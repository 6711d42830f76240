import type { Definition } from '../../lib/wire';
import { useBuilder } from './builder';
import { SampleFields } from './sample-fields';
import { t } from './text';

/** The form about as the visitor sees it. What is filled in here is also what a test takes. */
export function Preview() {
  const { draft } = useBuilder();
  const { starts, fields, intro } = draft;
  const [first] = draft.first.filter((it) => it.do === 'say');
  return (
    <div className="flex flex-col gap-3">
      {starts.button && (
        <p className="self-start rounded-full border border-accent px-3 py-1 font-medium text-accent">
          {starts.button.label || t('ask.unnamed')}
        </p>
      )}
      {starts.phrases[0] && <Bubble mine text={starts.phrases[0]} />}
      {first && <Bubble text={first.text} />}
      {draft.one_by_one && fields.length > 0 ? (
        <OneByOne draft={draft} />
      ) : (
        fields.length > 0 && (
          <div className="grid gap-3 rounded-card border border-line bg-raised p-3 shadow-card">
            <p className="font-semibold" dir="auto">
              {draft.name}
            </p>
            {intro && <p dir="auto">{intro}</p>}
            <SampleFields fields={fields} />
            <Pressable text={t('preview.send')} />
          </div>
        )
      )}
      {draft.confirm && (
        <div className="grid gap-3 rounded-card border border-line bg-raised p-3 shadow-card">
          <p dir="auto">{draft.confirm}</p>
          <Pressable text={t('preview.agree')} />
        </div>
      )}
      {draft.otherwise.map((it, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else of their own.
        it.do === 'say' && it.text ? <Bubble key={at} text={it.text} /> : null,
      )}
      <p className="text-sm text-muted">
        {t(fields.length > 0 ? 'preview.about' : 'preview.no_form')}
      </p>
    </div>
  );
}

function OneByOne({ draft }: { draft: Definition }) {
  return (
    <>
      {draft.intro && <Bubble text={draft.intro} />}
      {draft.fields.map((field, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may have one key while they are edited.
        <div key={`${field.key} ${at}`} className="flex flex-col gap-2">
          <Bubble text={field.label} />
          <div className="rounded-card border border-line bg-raised p-3 shadow-card">
            <SampleFields fields={[field]} />
          </div>
        </div>
      ))}
    </>
  );
}

/** What looks like a button of the visitor's and is none of this page. */
function Pressable({ text }: { text: string }) {
  return (
    <p aria-hidden>
      <span className="inline-block rounded-control bg-accent px-3 py-1.5 font-medium text-on-accent">
        {text}
      </span>
    </p>
  );
}

function Bubble({ text, mine }: { text: string; mine?: boolean }) {
  return (
    <p
      dir="auto"
      className={
        mine
          ? 'max-w-[85%] self-end rounded-bubble bg-accent px-3 py-2 whitespace-pre-wrap text-on-accent'
          : 'max-w-[85%] self-start rounded-bubble border border-line bg-raised px-3 py-2 whitespace-pre-wrap'
      }
    >
      {text || '…'}
    </p>
  );
}
