import { useState } from 'react';
import { looksLike } from '../../../../shared/fields/check';
import type { FieldKind } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Field, InputField } from '../../ui/field';
import { useFault } from './faults';
import { patternOf, patternParts } from './key';
import { t } from './text';

type Code = Extract<FieldKind, { type: 'code' }>;

interface Props {
  at: string;
  kind: Code;
  onChange: (kind: FieldKind) => void;
}

const PRESETS = {
  digits: '[0-9]+',
  signs: '[A-Z0-9]+',
  dashes: '[A-Z0-9-]+',
} as const;

type Preset = 'like' | keyof typeof PRESETS | 'own';

const PLAIN = { dir: 'ltr', spellCheck: false, autoComplete: 'off' } as const;

function presetOf({ pattern, example }: Code): Preset {
  if (pattern === '' || pattern === patternOf(example)) return 'like';
  const known = Object.entries(PRESETS).find(([, it]) => it === pattern);
  return known ? (known[0] as keyof typeof PRESETS) : 'own';
}

/** Why the example does not go with the pattern. */
function unfit({ pattern, example }: Code): string | undefined {
  const fits = example && pattern ? looksLike(pattern, example.trim()) : true;
  if (fits === null) return t('kind.pattern_broken');
  return fits ? undefined : t('kind.pattern_unfit');
}

/** An example makes what fits, until somebody chooses otherwise. */
export function CodeFields({ at, kind, onChange }: Props) {
  const { pattern, example } = kind;
  const [isOwn, setIsOwn] = useState(false);
  const fault = useFault(`${at}.example`);
  const made = patternOf(example);
  const preset = isOwn ? 'own' : presetOf(kind);
  const type = (now: string) =>
    onChange({ ...kind, example: now, pattern: preset === 'like' ? patternOf(now) : pattern });
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <InputField
        label={t('kind.example')}
        hint={t('kind.example_hint')}
        error={fault}
        data-at={`${at}.example`}
        placeholder="A-1042"
        value={example}
        onChange={({ target }) => type(target.value)}
        {...PLAIN}
      />
      <Fits
        at={at}
        kind={kind}
        preset={preset}
        onChange={(it) => {
          setIsOwn(it === 'own');
          if (it === 'like') onChange({ ...kind, pattern: made });
          else if (it !== 'own') onChange({ ...kind, pattern: PRESETS[it] });
        }}
      />
      {preset === 'own' && <OwnPattern at={at} kind={kind} onChange={onChange} />}
      {made !== '' && made !== pattern && (
        <div className="md:col-span-2">
          <Button
            small
            onClick={() => {
              setIsOwn(false);
              onChange({ ...kind, pattern: made });
            }}
          >
            {t('kind.pattern_make', { example: example.trim() })}
          </Button>
        </div>
      )}
    </div>
  );
}

interface FitsProps {
  at: string;
  kind: Code;
  preset: Preset;
  onChange: (preset: Preset) => void;
}

/** What fits, in plain words. */
function Fits({ at, kind, preset, onChange }: FitsProps) {
  const fault = useFault(preset === 'own' ? `${at}.fits` : `${at}.pattern`);
  const error = preset === 'own' ? undefined : (fault ?? unfit(kind));
  return (
    <Field label={t('kind.fits')} hint={t('kind.fits_hint')} error={error}>
      {(ids) => (
        <select
          {...ids}
          className="field"
          data-at={preset === 'own' ? undefined : `${at}.pattern`}
          value={preset}
          onChange={(event) => onChange(event.target.value as Preset)}
        >
          <option value="like">{likeWords(kind.example)}</option>
          {(['digits', 'signs', 'dashes', 'own'] as const).map((it) => (
            <option key={it} value={it}>
              {t(`fits.${it}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** "Like A-1042: letters, “-”, digits". */
function likeWords(example: string): string {
  if (!example.trim()) return t('fits.like');
  const words = patternParts(example).map((it) =>
    it === 'letters' || it === 'digits' ? t(`fits.${it}_part`) : t('value.quoted', { text: it }),
  );
  return t('fits.like_this', { example: example.trim(), parts: words.join(', ') });
}

/** For those who know how patterns are written. */
function OwnPattern({ at, kind, onChange }: Props) {
  const fault = useFault(`${at}.pattern`);
  return (
    <div className="md:col-span-2">
      <InputField
        label={t('kind.pattern')}
        hint={t('kind.pattern_hint')}
        error={fault ?? unfit(kind)}
        data-at={`${at}.pattern`}
        className="font-mono"
        value={kind.pattern}
        onChange={({ target }) => onChange({ ...kind, pattern: target.value })}
        {...PLAIN}
      />
    </div>
  );
}
