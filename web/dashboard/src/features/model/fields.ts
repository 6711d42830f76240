// The form of the model that writes, and what goes over the wire.
import type { ModelProvider, ModelSettingsView, SetUpModel } from '../../lib/wire';

export const PROVIDERS = [
  'openai',
  'anthropic',
  'gemini',
  'ollama',
] as const satisfies ModelProvider[];

/** Where each is asked unless told otherwise. */
export const ADDRESSES: Record<ModelProvider, string> = {
  openai: 'https://api.openai.com/v1/',
  anthropic: 'https://api.anthropic.com/v1/',
  gemini: 'https://generativelanguage.googleapis.com/v1beta/',
  ollama: 'http://127.0.0.1:11434/',
};

const TOKENS = 2_000;

export interface Fields {
  provider: ModelProvider;
  address: string;
  model: string;
  key: string;
  temperature: string;
  tokens_max: string;
}

export function toFields(it: ModelSettingsView | null): Fields {
  return {
    provider: it?.provider ?? 'openai',
    address: it && it.address !== ADDRESSES[it.provider] ? it.address : '',
    model: it?.model ?? '',
    // What is stored never comes back.
    key: '',
    temperature: it?.temperature == null ? '' : String(it.temperature),
    tokens_max: String(it?.tokens_max ?? TOKENS),
  };
}

export function toSettings(it: Fields): SetUpModel {
  return {
    provider: it.provider,
    address: it.address.trim() || null,
    model: it.model.trim(),
    key: it.key.trim() || null,
    temperature: it.temperature.trim() === '' ? null : Number(it.temperature),
    tokens_max: Number(it.tokens_max),
  };
}
